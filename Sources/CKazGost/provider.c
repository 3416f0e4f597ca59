#include "provider.h"

#include "CKazGost.h"

#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <string.h>

#define VERSION "0.1.0"

int kg_selects(int asked, int offered) {
    static const int levels[] = {
        OSSL_KEYMGMT_SELECT_PRIVATE_KEY,
        OSSL_KEYMGMT_SELECT_PUBLIC_KEY,
        OSSL_KEYMGMT_SELECT_ALL_PARAMETERS,
    };
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if ((asked & levels[i]) != 0) {
            return (offered & levels[i]) != 0;
        }
    }
    return asked == 0;
}

int kg_is_named(const char *name, const char *names) {
    const size_t length = strlen(name);
    for (;;) {
        const char *end = strchr(names, ':');
        const size_t candidate = end == NULL ? strlen(names) : (size_t)(end - names);
        if (candidate == length && OPENSSL_strncasecmp(name, names, length) == 0) {
            return 1;
        }
        if (end == NULL) {
            return 0;
        }
        names = end + 1;
    }
}

static const OSSL_PARAM *gettable_params(void *provctx) {
    static const OSSL_PARAM gettable[] = {
        OSSL_PARAM_utf8_ptr(OSSL_PROV_PARAM_NAME, NULL, 0),
        OSSL_PARAM_utf8_ptr(OSSL_PROV_PARAM_VERSION, NULL, 0),
        OSSL_PARAM_utf8_ptr(OSSL_PROV_PARAM_BUILDINFO, NULL, 0),
        OSSL_PARAM_int(OSSL_PROV_PARAM_STATUS, NULL),
        OSSL_PARAM_END,
    };
    (void)provctx;
    return gettable;
}

static int get_params(void *provctx, OSSL_PARAM params[]) {
    (void)provctx;
    OSSL_PARAM *name = OSSL_PARAM_locate(params, OSSL_PROV_PARAM_NAME);
    OSSL_PARAM *version = OSSL_PARAM_locate(params, OSSL_PROV_PARAM_VERSION);
    OSSL_PARAM *build = OSSL_PARAM_locate(params, OSSL_PROV_PARAM_BUILDINFO);
    OSSL_PARAM *status = OSSL_PARAM_locate(params, OSSL_PROV_PARAM_STATUS);
    return (name == NULL || OSSL_PARAM_set_utf8_ptr(name, "National algorithms of Kazakhstan")) &&
           (version == NULL || OSSL_PARAM_set_utf8_ptr(version, VERSION)) &&
           (build == NULL || OSSL_PARAM_set_utf8_ptr(build, VERSION)) &&
           (status == NULL || OSSL_PARAM_set_int(status, 1));
}

static const OSSL_ALGORITHM *query_operation(void *provctx, int operation, int *no_cache) {
    (void)provctx;
    *no_cache = 0;
    switch (operation) {
    case OSSL_OP_DIGEST:
        return kg_digests;
    case OSSL_OP_KEYMGMT:
        return kg_keymgmts;
    case OSSL_OP_SIGNATURE:
        return kg_signatures;
    case OSSL_OP_DECODER:
        return kg_decoders;
    case OSSL_OP_ENCODER:
        return kg_encoders;
    default:
        return NULL;
    }
}

static const OSSL_ITEM *get_reason_strings(void *provctx) {
    (void)provctx;
    return kg_reasons;
}

static void teardown(void *provctx) {
    KG_PROVIDER *provider = provctx;
    if (provider == NULL) {
        return;
    }
    for (int i = 0; i < KG_FAMILIES; i++) {
        kg_curve_free(provider->curves[i]);
    }
    OSSL_LIB_CTX_free(provider->libctx);
    OPENSSL_free(provider);
}

static KG_PROVIDER *provider_new(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core) {
    KG_PROVIDER *provider = OPENSSL_zalloc(sizeof *provider);
    if (provider == NULL) {
        return NULL;
    }
    provider->handle = handle;
    for (const OSSL_DISPATCH *function = core; function->function_id != 0; function++) {
        switch (function->function_id) {
        case OSSL_FUNC_CORE_NEW_ERROR:
            provider->new_error = OSSL_FUNC_core_new_error(function);
            break;
        case OSSL_FUNC_CORE_SET_ERROR_DEBUG:
            provider->set_error_debug = OSSL_FUNC_core_set_error_debug(function);
            break;
        case OSSL_FUNC_CORE_VSET_ERROR:
            provider->vset_error = OSSL_FUNC_core_vset_error(function);
            break;
        }
    }
    provider->libctx = OSSL_LIB_CTX_new_from_dispatch(handle, core);
    int made = provider->libctx != NULL && kg_hash_setup();
    for (int i = 0; made && i < KG_FAMILIES; i++) {
        provider->curves[i] = kg_curve_new(kg_families[i].curve, provider->libctx);
        made = provider->curves[i] != NULL;
    }
    if (!made) {
        teardown(provider);
        return NULL;
    }
    return provider;
}

int kazgost_provider_init(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *in, const OSSL_DISPATCH **out,
                          void **provctx) {
    static const OSSL_DISPATCH dispatch[] = {
        {OSSL_FUNC_PROVIDER_TEARDOWN, (void (*)(void))teardown},
        {OSSL_FUNC_PROVIDER_GETTABLE_PARAMS, (void (*)(void))gettable_params},
        {OSSL_FUNC_PROVIDER_GET_PARAMS, (void (*)(void))get_params},
        {OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))query_operation},
        {OSSL_FUNC_PROVIDER_GET_REASON_STRINGS, (void (*)(void))get_reason_strings},
        {0, NULL},
    };
    if (!kg_register_digests(handle, in) || !kg_register_signatures(handle, in, 0)) {
        return 0;
    }
    *provctx = provider_new(handle, in);
    *out = dispatch;
    return *provctx != NULL;
}

OSSL_PROVIDER *kazgost_load(OSSL_LIB_CTX *libctx) {
    if (!OSSL_PROVIDER_available(libctx, "kazgost") &&
        !OSSL_PROVIDER_add_builtin(libctx, "kazgost", kazgost_provider_init)) {
        return NULL;
    }
    return OSSL_PROVIDER_try_load(libctx, "kazgost", 1);
}
