// The digests, as OpenSSL's EVP_MD wants them.
#include "names.h"
#include "provider.h"

#include <openssl/core_names.h>
#include <openssl/params.h>
#include <string.h>

typedef struct {
    const KG_HASH *hash;
    KG_HASH_STATE state;
} CONTEXT;

static CONTEXT *new_context(const KG_HASH *hash) {
    CONTEXT *context = OPENSSL_zalloc(sizeof *context);
    if (context != NULL) {
        context->hash = hash;
        hash->init(&context->state);
    }
    return context;
}

static void free_context(void *dctx) { OPENSSL_clear_free(dctx, sizeof(CONTEXT)); }

static void *dup_context(void *dctx) { return OPENSSL_memdup(dctx, sizeof(CONTEXT)); }

static int init(void *dctx, const OSSL_PARAM params[]) {
    CONTEXT *context = dctx;
    (void)params;
    context->hash->init(&context->state);
    return 1;
}

static int update(void *dctx, const unsigned char *bytes, size_t length) {
    CONTEXT *context = dctx;
    context->hash->update(&context->state, bytes, length);
    return 1;
}

static int finish(void *dctx, unsigned char *digest, size_t *length, size_t size) {
    CONTEXT *context = dctx;
    if (size < context->hash->length) {
        return 0;
    }
    context->hash->final(&context->state, digest);
    *length = context->hash->length;
    return 1;
}

static const OSSL_PARAM *gettable_params(void *provctx) {
    static const OSSL_PARAM gettable[] = {
        OSSL_PARAM_size_t(OSSL_DIGEST_PARAM_BLOCK_SIZE, NULL),
        OSSL_PARAM_size_t(OSSL_DIGEST_PARAM_SIZE, NULL),
        OSSL_PARAM_END,
    };
    (void)provctx;
    return gettable;
}

static int get_params(const KG_HASH *hash, OSSL_PARAM params[]) {
    OSSL_PARAM *block = OSSL_PARAM_locate(params, OSSL_DIGEST_PARAM_BLOCK_SIZE);
    OSSL_PARAM *size = OSSL_PARAM_locate(params, OSSL_DIGEST_PARAM_SIZE);
    return (block == NULL || OSSL_PARAM_set_size_t(block, hash->block_length)) &&
           (size == NULL || OSSL_PARAM_set_size_t(size, hash->length));
}

// OpenSSL asks for a context and for the sizes before it names the digest, so each has functions of its own.
#define DIGEST(name)                                                                                                   \
    static void *name##_new(void *provctx) {                                                                           \
        (void)provctx;                                                                                                 \
        return new_context(&kg_##name);                                                                                \
    }                                                                                                                  \
    static int name##_get_params(OSSL_PARAM params[]) { return get_params(&kg_##name, params); }                       \
    static const OSSL_DISPATCH name##_functions[] = {                                                                  \
        {OSSL_FUNC_DIGEST_NEWCTX, (void (*)(void))name##_new},                                                         \
        {OSSL_FUNC_DIGEST_FREECTX, (void (*)(void))free_context},                                                      \
        {OSSL_FUNC_DIGEST_DUPCTX, (void (*)(void))dup_context},                                                        \
        {OSSL_FUNC_DIGEST_INIT, (void (*)(void))init},                                                                 \
        {OSSL_FUNC_DIGEST_UPDATE, (void (*)(void))update},                                                             \
        {OSSL_FUNC_DIGEST_FINAL, (void (*)(void))finish},                                                              \
        {OSSL_FUNC_DIGEST_GET_PARAMS, (void (*)(void))name##_get_params},                                              \
        {OSSL_FUNC_DIGEST_GETTABLE_PARAMS, (void (*)(void))gettable_params},                                           \
        {0, NULL},                                                                                                     \
    }

DIGEST(streebog_512);
DIGEST(streebog_256);
DIGEST(gost34311_95);

const OSSL_ALGORITHM kg_digests[] = {
    {KG_NAMES_STREEBOG_512, "provider=kazgost", streebog_512_functions, "GOST R 34.11-2015, 512 bits"},
    {KG_NAMES_STREEBOG_256, "provider=kazgost", streebog_256_functions, "GOST R 34.11-2015, 256 bits"},
    {KG_NAMES_GOST34311_95, "provider=kazgost", gost34311_95_functions, "GOST 34.311-95"},
    {NULL, NULL, NULL, NULL},
};
