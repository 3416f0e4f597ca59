// Signatures, as OpenSSL's EVP_PKEY_sign, EVP_PKEY_verify, EVP_DigestSign and EVP_DigestVerify want them.
#include "codec.h"
#include "key.h"
#include "names.h"

#include <openssl/core_names.h>
#include <openssl/params.h>
#include <string.h>

typedef struct {
    const KG_PROVIDER *provider;
    KG_KEY *key;
    KG_HASH_STATE state; // of the message's digest, for the functions that take the message itself
    int hashing;
} CONTEXT;

static void *new_context(void *provctx, const char *properties) {
    (void)properties;
    CONTEXT *context = OPENSSL_zalloc(sizeof *context);
    if (context != NULL) {
        context->provider = provctx;
    }
    return context;
}

static void free_context(void *ctx) {
    CONTEXT *context = ctx;
    if (context != NULL) {
        kg_key_free(context->key);
        OPENSSL_clear_free(context, sizeof *context);
    }
}

static void *dup_context(void *ctx) {
    CONTEXT *copy = OPENSSL_memdup(ctx, sizeof *copy);
    if (copy != NULL && copy->key != NULL) {
        kg_key_up_ref(copy->key);
    }
    return copy;
}

static int refuse(const CONTEXT *context, int reason) {
    kg_raise(context->provider, reason);
    return 0;
}

// Each key signs digests of one kind only.
static int set_params(void *ctx, const OSSL_PARAM params[]) {
    const CONTEXT *context = ctx;
    const OSSL_PARAM *digest = params == NULL ? NULL : OSSL_PARAM_locate_const(params, OSSL_SIGNATURE_PARAM_DIGEST);
    const char *name = NULL;
    if (digest == NULL) {
        return 1;
    }
    if (context->key == NULL || !OSSL_PARAM_get_utf8_string_ptr(digest, &name) || name == NULL ||
        !kg_is_named(name, context->key->family->hash->names)) {
        return refuse(context, KG_R_WRONG_DIGEST);
    }
    return 1;
}

static const OSSL_PARAM *settable_params(void *ctx, void *provctx) {
    static const OSSL_PARAM settable[] = {
        OSSL_PARAM_utf8_string(OSSL_SIGNATURE_PARAM_DIGEST, NULL, 0),
        OSSL_PARAM_END,
    };
    (void)ctx;
    (void)provctx;
    return settable;
}

static const OSSL_PARAM *gettable_params(void *ctx, void *provctx) {
    static const OSSL_PARAM gettable[] = {
        OSSL_PARAM_octet_string(OSSL_SIGNATURE_PARAM_ALGORITHM_ID, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_SIGNATURE_PARAM_DIGEST, NULL, 0),
        OSSL_PARAM_END,
    };
    (void)ctx;
    (void)provctx;
    return gettable;
}

static int get_params(void *ctx, OSSL_PARAM params[]) {
    const CONTEXT *context = ctx;
    if (context->key == NULL) {
        return refuse(context, KG_R_WRONG_STATE);
    }
    OSSL_PARAM *digest = OSSL_PARAM_locate(params, OSSL_SIGNATURE_PARAM_DIGEST);
    if (digest != NULL && !OSSL_PARAM_set_utf8_string(digest, context->key->family->hash->name)) {
        return 0;
    }
    OSSL_PARAM *algorithm = OSSL_PARAM_locate(params, OSSL_SIGNATURE_PARAM_ALGORITHM_ID);
    if (algorithm == NULL) {
        return 1;
    }
    unsigned char *der = NULL;
    const int length = kg_encode_signature_algorithm(context->key->family, &der);
    const int set = length > 0 && OSSL_PARAM_set_octet_string(algorithm, der, (size_t)length);
    OPENSSL_free(der);
    return set;
}

// A second initialisation without a key keeps the first one's.
static int begin(CONTEXT *context, void *keydata, const OSSL_PARAM params[], int reason_if_missing) {
    if (keydata != NULL) {
        kg_key_up_ref(keydata);
        kg_key_free(context->key);
        context->key = keydata;
    }
    context->hashing = 0;
    if (context->key == NULL) {
        return refuse(context, KG_R_WRONG_STATE);
    }
    const void *needed =
        reason_if_missing == KG_R_NO_PRIVATE_KEY ? (void *)context->key->private_key : (void *)context->key->public_key;
    return needed != NULL ? set_params(context, params) : refuse(context, reason_if_missing);
}

static int sign_init(void *ctx, void *keydata, const OSSL_PARAM params[]) {
    return begin(ctx, keydata, params, KG_R_NO_PRIVATE_KEY);
}

static int verify_init(void *ctx, void *keydata, const OSSL_PARAM params[]) {
    return begin(ctx, keydata, params, KG_R_NO_PUBLIC_KEY);
}

static int sign(void *ctx, unsigned char *signature, size_t *length, size_t size, const unsigned char *digest,
                size_t digest_length) {
    const CONTEXT *context = ctx;
    const KG_KEY *key = context->key;
    if (key == NULL || key->private_key == NULL) {
        return refuse(context, KG_R_NO_PRIVATE_KEY);
    }
    const size_t needed = 2 * key->curve->width;
    *length = needed;
    if (signature == NULL) {
        return 1;
    }
    if (size < needed) {
        return refuse(context, KG_R_BUFFER_TOO_SMALL);
    }
    if (digest_length != key->family->hash->length) {
        return refuse(context, KG_R_WRONG_DIGEST_LENGTH);
    }
    return kg_gost3410_sign(key->curve, key->private_key, digest, signature, context->provider->libctx)
               ? 1
               : refuse(context, KG_R_SIGNING_FAILED);
}

static int verify(void *ctx, const unsigned char *signature, size_t length, const unsigned char *digest,
                  size_t digest_length) {
    const CONTEXT *context = ctx;
    const KG_KEY *key = context->key;
    if (key == NULL || key->public_key == NULL) {
        return refuse(context, KG_R_NO_PUBLIC_KEY);
    }
    if (digest_length != key->family->hash->length) {
        return refuse(context, KG_R_WRONG_DIGEST_LENGTH);
    }
    BN_CTX *bn = BN_CTX_new_ex(context->provider->libctx);
    const int good = bn != NULL && kg_gost3410_verify(key->curve, key->public_key, digest, signature, length, bn) == 1;
    BN_CTX_free(bn);
    return good;
}

static int begin_hashing(CONTEXT *context, const char *digest, void *keydata, const OSSL_PARAM params[], int reason) {
    if (!begin(context, keydata, params, reason)) {
        return 0;
    }
    const KG_HASH *hash = context->key->family->hash;
    if (digest != NULL && digest[0] != '\0' && !kg_is_named(digest, hash->names)) {
        return refuse(context, KG_R_WRONG_DIGEST);
    }
    hash->init(&context->state);
    context->hashing = 1;
    return 1;
}

static int digest_sign_init(void *ctx, const char *digest, void *keydata, const OSSL_PARAM params[]) {
    return begin_hashing(ctx, digest, keydata, params, KG_R_NO_PRIVATE_KEY);
}

static int digest_verify_init(void *ctx, const char *digest, void *keydata, const OSSL_PARAM params[]) {
    return begin_hashing(ctx, digest, keydata, params, KG_R_NO_PUBLIC_KEY);
}

static int digest_update(void *ctx, const unsigned char *bytes, size_t length) {
    CONTEXT *context = ctx;
    if (!context->hashing) {
        return refuse(context, KG_R_WRONG_STATE);
    }
    context->key->family->hash->update(&context->state, bytes, length);
    return 1;
}

static int digest_sign_final(void *ctx, unsigned char *signature, size_t *length, size_t size) {
    CONTEXT *context = ctx;
    if (!context->hashing) {
        return refuse(context, KG_R_WRONG_STATE);
    }
    const KG_HASH *hash = context->key->family->hash;
    unsigned char digest[KG_HASH_MAXIMUM];
    if (signature != NULL) {
        // The state stays, so that a call with too small a buffer can be repeated.
        KG_HASH_STATE state = context->state;
        hash->final(&state, digest);
    }
    return sign(ctx, signature, length, size, digest, hash->length);
}

static int digest_verify_final(void *ctx, const unsigned char *signature, size_t length) {
    CONTEXT *context = ctx;
    if (!context->hashing) {
        return refuse(context, KG_R_WRONG_STATE);
    }
    const KG_HASH *hash = context->key->family->hash;
    unsigned char digest[KG_HASH_MAXIMUM];
    KG_HASH_STATE state = context->state;
    hash->final(&state, digest);
    return verify(ctx, signature, length, digest, hash->length);
}

static const OSSL_DISPATCH functions[] = {
    {OSSL_FUNC_SIGNATURE_NEWCTX, (void (*)(void))new_context},
    {OSSL_FUNC_SIGNATURE_FREECTX, (void (*)(void))free_context},
    {OSSL_FUNC_SIGNATURE_DUPCTX, (void (*)(void))dup_context},
    {OSSL_FUNC_SIGNATURE_SIGN_INIT, (void (*)(void))sign_init},
    {OSSL_FUNC_SIGNATURE_SIGN, (void (*)(void))sign},
    {OSSL_FUNC_SIGNATURE_VERIFY_INIT, (void (*)(void))verify_init},
    {OSSL_FUNC_SIGNATURE_VERIFY, (void (*)(void))verify},
    {OSSL_FUNC_SIGNATURE_DIGEST_SIGN_INIT, (void (*)(void))digest_sign_init},
    {OSSL_FUNC_SIGNATURE_DIGEST_SIGN_UPDATE, (void (*)(void))digest_update},
    {OSSL_FUNC_SIGNATURE_DIGEST_SIGN_FINAL, (void (*)(void))digest_sign_final},
    {OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_INIT, (void (*)(void))digest_verify_init},
    {OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_UPDATE, (void (*)(void))digest_update},
    {OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_FINAL, (void (*)(void))digest_verify_final},
    {OSSL_FUNC_SIGNATURE_GET_CTX_PARAMS, (void (*)(void))get_params},
    {OSSL_FUNC_SIGNATURE_GETTABLE_CTX_PARAMS, (void (*)(void))gettable_params},
    {OSSL_FUNC_SIGNATURE_SET_CTX_PARAMS, (void (*)(void))set_params},
    {OSSL_FUNC_SIGNATURE_SETTABLE_CTX_PARAMS, (void (*)(void))settable_params},
    {0, NULL},
};

const OSSL_ALGORITHM kg_signatures[] = {
    {KG_NAMES_2015_512, "provider=kazgost", functions, "GOST R 34.10-2015, 512 bits"},
    {KG_NAMES_2015_256, "provider=kazgost", functions, "GOST R 34.10-2015, 256 bits"},
    {KG_NAMES_2004, "provider=kazgost", functions, "GOST 34.310-2004"},
    {NULL, NULL, NULL, NULL},
};
