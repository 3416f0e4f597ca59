// Key management: how OpenSSL makes, loads, compares, imports and exports national keys.
#include "key.h"
#include "names.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <string.h>

static void key_free(void *keydata) { kg_key_free(keydata); }

static void *key_dup(const void *keydata, int selection) { return kg_key_dup(keydata, selection); }

// A decoder hands over the key it made by reference; what is taken is no longer the decoder's.
static void *load(const void *reference, size_t size) {
    if (size != sizeof(KG_KEY *)) {
        return NULL;
    }
    KG_KEY **taken = (KG_KEY **)reference;
    KG_KEY *key = *taken;
    *taken = NULL;
    return key;
}

static int has(const void *keydata, int selection) {
    const KG_KEY *key = keydata;
    return key != NULL && ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) == 0 || key->public_key != NULL) &&
           ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) == 0 || key->private_key != NULL);
}

// The private key gives the public one, so that comparing the public ones is enough.
static int match(const void *keydata1, const void *keydata2, int selection) {
    const KG_KEY *first = keydata1, *second = keydata2;
    if (first->family != second->family) {
        return 0;
    }
    if ((selection & OSSL_KEYMGMT_SELECT_KEYPAIR) == 0) {
        return 1;
    }
    return first->public_key != NULL && second->public_key != NULL &&
           memcmp(first->public_bytes, second->public_bytes, 2 * first->curve->width) == 0;
}

// Keys were checked when they were set; here everything is computed afresh, as EVP_PKEY_check asks.
static int validate(const void *keydata, int selection, int checktype) {
    const KG_KEY *key = keydata;
    (void)checktype;
    if (!has(key, selection)) {
        return 0;
    }
    KG_KEY *again = kg_key_new(key->provider, (int)(key->family - kg_families));
    int good = again != NULL;
    if (good && (selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) != 0) {
        good = kg_key_set_public(again, key->public_bytes, 2 * key->curve->width);
    }
    if (good && (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0) {
        BIGNUM *copy = BN_secure_new();
        if (copy == NULL || BN_copy(copy, key->private_key) == NULL) {
            BN_clear_free(copy);
            good = 0;
        } else {
            good = kg_key_set_private(again, copy);
        }
    }
    kg_key_free(again);
    return good;
}

static const OSSL_PARAM *transfer_types(int selection) {
    static const OSSL_PARAM types[] = {
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, NULL, 0),
        OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PUB_KEY, NULL, 0),
        OSSL_PARAM_BN(OSSL_PKEY_PARAM_PRIV_KEY, NULL, 0),
        OSSL_PARAM_END,
    };
    (void)selection;
    return types;
}

static int is_group(const KG_KEY *key, const OSSL_PARAM *param) {
    const char *name = NULL;
    if (OSSL_PARAM_get_utf8_string_ptr(param, &name) && name != NULL &&
        (OPENSSL_strcasecmp(name, key->family->group) == 0 || strcmp(name, key->family->group_identifier) == 0)) {
        return 1;
    }
    kg_raise(key->provider, KG_R_UNSUPPORTED_PARAMETERS);
    return 0;
}

static int import(void *keydata, int selection, const OSSL_PARAM params[]) {
    KG_KEY *key = keydata;
    const OSSL_PARAM *group = OSSL_PARAM_locate_const(params, OSSL_PKEY_PARAM_GROUP_NAME);
    const OSSL_PARAM *public_key = OSSL_PARAM_locate_const(params, OSSL_PKEY_PARAM_PUB_KEY);
    const OSSL_PARAM *private_key = OSSL_PARAM_locate_const(params, OSSL_PKEY_PARAM_PRIV_KEY);
    if (group != NULL && !is_group(key, group)) {
        return 0;
    }
    if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) != 0 && public_key != NULL) {
        const void *bytes = NULL;
        size_t length = 0;
        if (!OSSL_PARAM_get_octet_string_ptr(public_key, &bytes, &length) || !kg_key_set_public(key, bytes, length)) {
            return 0;
        }
    }
    if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 && private_key != NULL) {
        BIGNUM *number = BN_secure_new();
        if (number == NULL || !OSSL_PARAM_get_BN(private_key, &number)) {
            BN_clear_free(number);
            return 0;
        }
        return kg_key_set_private(key, number);
    }
    return 1;
}

static int export(void *keydata, int selection, OSSL_CALLBACK *callback, void *cbarg) {
    const KG_KEY *key = keydata;
    if (!has(key, selection)) {
        return 0;
    }
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM *params = NULL;
    const int built =
        builder != NULL &&
        OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, key->family->group, 0) &&
        ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) == 0 ||
         OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, key->public_bytes,
                                          2 * key->curve->width)) &&
        ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) == 0 ||
         OSSL_PARAM_BLD_push_BN_pad(builder, OSSL_PKEY_PARAM_PRIV_KEY, key->private_key, key->curve->width)) &&
        (params = OSSL_PARAM_BLD_to_param(builder)) != NULL;
    const int exported = built && callback(params, cbarg);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(builder);
    return exported;
}

static const OSSL_PARAM *gettable_params(void *provctx) {
    static const OSSL_PARAM gettable[] = {
        OSSL_PARAM_int(OSSL_PKEY_PARAM_BITS, NULL),
        OSSL_PARAM_int(OSSL_PKEY_PARAM_SECURITY_BITS, NULL),
        OSSL_PARAM_int(OSSL_PKEY_PARAM_MAX_SIZE, NULL),
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_DEFAULT_DIGEST, NULL, 0),
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_MANDATORY_DIGEST, NULL, 0),
        OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PUB_KEY, NULL, 0),
        OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, NULL, 0),
        OSSL_PARAM_BN(OSSL_PKEY_PARAM_PRIV_KEY, NULL, 0),
        OSSL_PARAM_END,
    };
    (void)provctx;
    return gettable;
}

static int get_params(void *keydata, OSSL_PARAM params[]) {
    const KG_KEY *key = keydata;
    const int bytes = (int)key->curve->width;
    OSSL_PARAM *p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_BITS);
    int set = p == NULL || OSSL_PARAM_set_int(p, 8 * bytes);
    p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_SECURITY_BITS);
    set = set && (p == NULL || OSSL_PARAM_set_int(p, 4 * bytes));
    p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_MAX_SIZE);
    set = set && (p == NULL || OSSL_PARAM_set_int(p, 2 * bytes));
    p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_GROUP_NAME);
    set = set && (p == NULL || OSSL_PARAM_set_utf8_string(p, key->family->group));
    p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_DEFAULT_DIGEST);
    set = set && (p == NULL || OSSL_PARAM_set_utf8_string(p, key->family->hash->name));
    p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_MANDATORY_DIGEST);
    set = set && (p == NULL || OSSL_PARAM_set_utf8_string(p, key->family->hash->name));
    if (key->public_key != NULL) {
        const size_t length = 2 * key->curve->width;
        p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_PUB_KEY);
        set = set && (p == NULL || OSSL_PARAM_set_octet_string(p, key->public_bytes, length));
        p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY);
        set = set && (p == NULL || OSSL_PARAM_set_octet_string(p, key->public_bytes, length));
    }
    if (key->private_key != NULL) {
        p = OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_PRIV_KEY);
        set = set && (p == NULL || OSSL_PARAM_set_BN(p, key->private_key));
    }
    return set;
}

// A key to be generated. Nothing can be chosen: each family has one curve.
typedef struct {
    const KG_PROVIDER *provider;
    int family;
    int selection;
} GENERATOR;

static const OSSL_PARAM *gen_settable_params(void *genctx, void *provctx) {
    static const OSSL_PARAM settable[] = {
        OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, NULL, 0),
        OSSL_PARAM_END,
    };
    (void)genctx;
    (void)provctx;
    return settable;
}

static int gen_set_params(void *genctx, const OSSL_PARAM params[]) {
    const GENERATOR *generator = genctx;
    const OSSL_PARAM *group = params == NULL ? NULL : OSSL_PARAM_locate_const(params, OSSL_PKEY_PARAM_GROUP_NAME);
    if (group == NULL) {
        return 1;
    }
    KG_KEY *key = kg_key_new(generator->provider, generator->family);
    const int good = key != NULL && is_group(key, group);
    kg_key_free(key);
    return good;
}

static void *gen_init(const KG_PROVIDER *provider, int family, int selection, const OSSL_PARAM params[]) {
    GENERATOR *generator = OPENSSL_zalloc(sizeof *generator);
    if (generator == NULL) {
        return NULL;
    }
    *generator = (GENERATOR){.provider = provider, .family = family, .selection = selection};
    if (!gen_set_params(generator, params)) {
        OPENSSL_free(generator);
        return NULL;
    }
    return generator;
}

static void *gen(void *genctx, OSSL_CALLBACK *callback, void *cbarg) {
    const GENERATOR *generator = genctx;
    KG_KEY *key = kg_key_new(generator->provider, generator->family);
    (void)callback;
    (void)cbarg;
    if (key != NULL && (generator->selection & OSSL_KEYMGMT_SELECT_KEYPAIR) != 0 && !kg_key_generate(key)) {
        kg_key_free(key);
        return NULL;
    }
    return key;
}

static void gen_cleanup(void *genctx) { OPENSSL_free(genctx); }

// OpenSSL asks for an empty key and for a generator before it names the family, so each has functions of its own.
#define KEYMGMT(family, index)                                                                                         \
    static void *family##_new(void *provctx) { return kg_key_new(provctx, (index)); }                                  \
    static void *family##_gen_init(void *provctx, int selection, const OSSL_PARAM params[]) {                          \
        return gen_init(provctx, (index), selection, params);                                                          \
    }                                                                                                                  \
    static const OSSL_DISPATCH family##_functions[] = {                                                                \
        {OSSL_FUNC_KEYMGMT_NEW, (void (*)(void))family##_new},                                                         \
        {OSSL_FUNC_KEYMGMT_FREE, (void (*)(void))key_free},                                                            \
        {OSSL_FUNC_KEYMGMT_DUP, (void (*)(void))key_dup},                                                              \
        {OSSL_FUNC_KEYMGMT_LOAD, (void (*)(void))load},                                                                \
        {OSSL_FUNC_KEYMGMT_HAS, (void (*)(void))has},                                                                  \
        {OSSL_FUNC_KEYMGMT_MATCH, (void (*)(void))match},                                                              \
        {OSSL_FUNC_KEYMGMT_VALIDATE, (void (*)(void))validate},                                                        \
        {OSSL_FUNC_KEYMGMT_IMPORT, (void (*)(void))import},                                                            \
        {OSSL_FUNC_KEYMGMT_IMPORT_TYPES, (void (*)(void))transfer_types},                                              \
        {OSSL_FUNC_KEYMGMT_EXPORT, (void (*)(void))export},                                                            \
        {OSSL_FUNC_KEYMGMT_EXPORT_TYPES, (void (*)(void))transfer_types},                                              \
        {OSSL_FUNC_KEYMGMT_GET_PARAMS, (void (*)(void))get_params},                                                    \
        {OSSL_FUNC_KEYMGMT_GETTABLE_PARAMS, (void (*)(void))gettable_params},                                          \
        {OSSL_FUNC_KEYMGMT_GEN_INIT, (void (*)(void))family##_gen_init},                                               \
        {OSSL_FUNC_KEYMGMT_GEN_SET_PARAMS, (void (*)(void))gen_set_params},                                            \
        {OSSL_FUNC_KEYMGMT_GEN_SETTABLE_PARAMS, (void (*)(void))gen_settable_params},                                  \
        {OSSL_FUNC_KEYMGMT_GEN, (void (*)(void))gen},                                                                  \
        {OSSL_FUNC_KEYMGMT_GEN_CLEANUP, (void (*)(void))gen_cleanup},                                                  \
        {0, NULL},                                                                                                     \
    }

KEYMGMT(key_2015_512, KG_2015_512);
KEYMGMT(key_2015_256, KG_2015_256);
KEYMGMT(key_2004, KG_2004);

const OSSL_ALGORITHM kg_keymgmts[] = {
    {KG_NAMES_2015_512, "provider=kazgost", key_2015_512_functions, "GOST R 34.10-2015, 512 bits"},
    {KG_NAMES_2015_256, "provider=kazgost", key_2015_256_functions, "GOST R 34.10-2015, 256 bits"},
    {KG_NAMES_2004, "provider=kazgost", key_2004_functions, "GOST 34.310-2004"},
    {NULL, NULL, NULL, NULL},
};
