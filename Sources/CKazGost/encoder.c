// Encoders of keys: DER and PEM of the three standard structures, and text for people. The key itself tells its family,
// so all families share the functions.
#include "codec.h"
#include "names.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <string.h>

// Iterations of PBKDF2 for an encrypted key. OpenSSL's default of 2048 is of another age.
#define ITERATIONS 100000

typedef struct {
    const KG_PROVIDER *provider;
    EVP_CIPHER *cipher; // not NULL if the private key is to be encrypted
} CONTEXT;

static void *new_context(void *provctx) {
    CONTEXT *context = OPENSSL_zalloc(sizeof *context);
    if (context != NULL) {
        context->provider = provctx;
    }
    return context;
}

static void free_context(void *ctx) {
    CONTEXT *context = ctx;
    if (context != NULL) {
        EVP_CIPHER_free(context->cipher);
        OPENSSL_free(context);
    }
}

static const OSSL_PARAM *settable_params(void *provctx) {
    static const OSSL_PARAM settable[] = {
        OSSL_PARAM_utf8_string(OSSL_ENCODER_PARAM_CIPHER, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_ENCODER_PARAM_PROPERTIES, NULL, 0),
        OSSL_PARAM_END,
    };
    (void)provctx;
    return settable;
}

static int set_params(void *ctx, const OSSL_PARAM params[]) {
    CONTEXT *context = ctx;
    const OSSL_PARAM *cipher = OSSL_PARAM_locate_const(params, OSSL_ENCODER_PARAM_CIPHER);
    const OSSL_PARAM *properties = OSSL_PARAM_locate_const(params, OSSL_ENCODER_PARAM_PROPERTIES);
    const char *name = NULL, *query = NULL;
    if (cipher == NULL) {
        return 1;
    }
    if (!OSSL_PARAM_get_utf8_string_ptr(cipher, &name) ||
        (properties != NULL && !OSSL_PARAM_get_utf8_string_ptr(properties, &query))) {
        return 0;
    }
    EVP_CIPHER_free(context->cipher);
    context->cipher = NULL;
    if (name == NULL) {
        return 1;
    }
    context->cipher = EVP_CIPHER_fetch(context->provider->libctx, name, query);
    if (context->cipher == NULL) {
        kg_raise(context->provider, KG_R_UNKNOWN_CIPHER);
    }
    return context->cipher != NULL;
}

// EncryptedPrivateKeyInfo (RFC 5958 section 3) by PBES2 (RFC 8018 section 6.2).
static X509_SIG *encrypt(const CONTEXT *context, PKCS8_PRIV_KEY_INFO *info, OSSL_PASSPHRASE_CALLBACK *ask, void *arg) {
    char passphrase[1024];
    size_t length = 0;
    if (ask == NULL || !ask(passphrase, sizeof passphrase, &length, NULL, arg) || length > sizeof passphrase) {
        kg_raise(context->provider, KG_R_NO_PASSPHRASE);
        return NULL;
    }
    X509_SIG *encrypted = PKCS8_encrypt_ex(-1, context->cipher, passphrase, (int)length, NULL, 0, ITERATIONS, info,
                                           context->provider->libctx, NULL);
    OPENSSL_cleanse(passphrase, sizeof passphrase);
    return encrypted;
}

typedef enum { DER, PEM, TEXT } FORMAT;

static int write_public(const KG_KEY *key, FORMAT format, BIO *out) {
    unsigned char *der = NULL;
    const int length = kg_encode_public(key, &der);
    const int written = length > 0 && (format == DER ? BIO_write(out, der, length) == length
                                                     : PEM_write_bio(out, PEM_STRING_PUBLIC, "", der, length) > 0);
    OPENSSL_free(der);
    return written;
}

static int write_private(const CONTEXT *context, const KG_KEY *key, FORMAT format, BIO *out,
                         OSSL_PASSPHRASE_CALLBACK *ask, void *arg) {
    if (key->private_key == NULL) {
        kg_raise(context->provider, KG_R_NO_PRIVATE_KEY);
        return 0;
    }
    PKCS8_PRIV_KEY_INFO *info = kg_encode_private(key);
    int written = 0;
    if (info != NULL && context->cipher != NULL) {
        X509_SIG *encrypted = encrypt(context, info, ask, arg);
        written =
            encrypted != NULL && (format == DER ? i2d_PKCS8_bio(out, encrypted) : PEM_write_bio_PKCS8(out, encrypted));
        X509_SIG_free(encrypted);
    } else if (info != NULL) {
        written = format == DER ? i2d_PKCS8_PRIV_KEY_INFO_bio(out, info) : PEM_write_bio_PKCS8_PRIV_KEY_INFO(out, info);
    }
    PKCS8_PRIV_KEY_INFO_free(info);
    return written;
}

// A number, most significant byte first, as OpenSSL prints keys: fifteen bytes a line.
static int write_number(BIO *out, const char *label, const unsigned char *little, size_t width) {
    int written = BIO_printf(out, "%s:", label) > 0;
    for (size_t i = 0; written && i < width; i++) {
        written = BIO_printf(out, "%s%02x%s", i % 15 == 0 ? "\n    " : "", little[width - 1 - i],
                             i + 1 < width ? ":" : "\n") > 0;
    }
    return written;
}

static int write_text(const KG_KEY *key, int selection, BIO *out) {
    const size_t width = key->curve->width;
    const int private_too = (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 && key->private_key != NULL;
    int written = BIO_printf(out, "%s: (%s, %zu bit)\n", private_too ? "Private-Key" : "Public-Key", key->family->name,
                             8 * width) > 0;
    if (written && private_too) {
        unsigned char little[KG_WIDTH_MAXIMUM];
        written = BN_bn2lebinpad(key->private_key, little, (int)width) == (int)width &&
                  write_number(out, "priv", little, width);
        OPENSSL_cleanse(little, sizeof little);
    }
    if (written && key->public_key != NULL) {
        written = write_number(out, "pub X", key->public_bytes, width) &&
                  write_number(out, "pub Y", key->public_bytes + width, width);
    }
    return written && BIO_printf(out, "Curve: %s (%s)\n", key->family->group, key->family->group_identifier) > 0;
}

typedef enum { PUBLIC_INFO, PRIVATE_INFO, ENCRYPTED_INFO } STRUCTURE;

static int encode(CONTEXT *context, OSSL_CORE_BIO *core_bio, const KG_KEY *key, FORMAT format, STRUCTURE structure,
                  int selection, OSSL_PASSPHRASE_CALLBACK *ask, void *arg) {
    // There is no encrypting without a cipher; PrivateKeyInfo with one is encrypted, as OpenSSL's own encoders do.
    if (key == NULL || (structure == ENCRYPTED_INFO && context->cipher == NULL)) {
        return 0;
    }
    BIO *out = BIO_new_from_core_bio(context->provider->libctx, core_bio);
    if (out == NULL) {
        return 0;
    }
    int written = 0;
    if (format == TEXT) {
        written = write_text(key, selection, out);
    } else if (structure == PUBLIC_INFO) {
        written = write_public(key, format, out);
    } else {
        written = write_private(context, key, format, out, ask, arg);
    }
    BIO_free(out);
    return written;
}

static int selects_public(void *provctx, int selection) {
    (void)provctx;
    return kg_selects(selection, OSSL_KEYMGMT_SELECT_PUBLIC_KEY | OSSL_KEYMGMT_SELECT_ALL_PARAMETERS);
}

static int selects_private(void *provctx, int selection) {
    (void)provctx;
    return kg_selects(selection, OSSL_KEYMGMT_SELECT_PRIVATE_KEY);
}

static int selects_any(void *provctx, int selection) {
    (void)provctx;
    return kg_selects(selection, OSSL_KEYMGMT_SELECT_ALL);
}

#define ENCODER(name, format, structure, selects)                                                                      \
    static int name##_encode(void *ctx, OSSL_CORE_BIO *out, const void *key, const OSSL_PARAM abstract[],              \
                             int selection, OSSL_PASSPHRASE_CALLBACK *ask, void *arg) {                                \
        return abstract == NULL && encode(ctx, out, key, (format), (structure), selection, ask, arg);                  \
    }                                                                                                                  \
    static const OSSL_DISPATCH name##_functions[] = {                                                                  \
        {OSSL_FUNC_ENCODER_NEWCTX, (void (*)(void))new_context},                                                       \
        {OSSL_FUNC_ENCODER_FREECTX, (void (*)(void))free_context},                                                     \
        {OSSL_FUNC_ENCODER_SETTABLE_CTX_PARAMS, (void (*)(void))settable_params},                                      \
        {OSSL_FUNC_ENCODER_SET_CTX_PARAMS, (void (*)(void))set_params},                                                \
        {OSSL_FUNC_ENCODER_DOES_SELECTION, (void (*)(void))selects},                                                   \
        {OSSL_FUNC_ENCODER_ENCODE, (void (*)(void))name##_encode},                                                     \
        {0, NULL},                                                                                                     \
    }

ENCODER(public_der, DER, PUBLIC_INFO, selects_public);
ENCODER(public_pem, PEM, PUBLIC_INFO, selects_public);
ENCODER(private_der, DER, PRIVATE_INFO, selects_private);
ENCODER(private_pem, PEM, PRIVATE_INFO, selects_private);
ENCODER(encrypted_der, DER, ENCRYPTED_INFO, selects_private);
ENCODER(encrypted_pem, PEM, ENCRYPTED_INFO, selects_private);
ENCODER(text, TEXT, PUBLIC_INFO, selects_any);

#define PROPERTIES(output, structure) "provider=kazgost,output=" output ",structure=" structure

// clang-format off
#define ENCODERS(names, description)                                                                                   \
    {names, PROPERTIES("der", "SubjectPublicKeyInfo"), public_der_functions, description},                             \
        {names, PROPERTIES("pem", "SubjectPublicKeyInfo"), public_pem_functions, description},                         \
        {names, PROPERTIES("der", "PrivateKeyInfo"), private_der_functions, description},                              \
        {names, PROPERTIES("pem", "PrivateKeyInfo"), private_pem_functions, description},                              \
        {names, PROPERTIES("der", "EncryptedPrivateKeyInfo"), encrypted_der_functions, description},                   \
        {names, PROPERTIES("pem", "EncryptedPrivateKeyInfo"), encrypted_pem_functions, description},                   \
        {names, "provider=kazgost,output=text", text_functions, description}
// clang-format on

const OSSL_ALGORITHM kg_encoders[] = {
    ENCODERS(KG_NAMES_2015_512, "GOST R 34.10-2015 key, 512 bits"),
    ENCODERS(KG_NAMES_2015_256, "GOST R 34.10-2015 key, 256 bits"),
    ENCODERS(KG_NAMES_2004, "GOST 34.310-2004 key"),
    {NULL, NULL, NULL, NULL},
};
