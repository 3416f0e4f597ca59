#include "provider.h"

typedef struct {
    OSSL_FUNC_core_obj_create_fn *create;
    OSSL_FUNC_core_obj_add_sigid_fn *add_signature;
} FUNCTIONS;

static FUNCTIONS find(const OSSL_DISPATCH *core) {
    FUNCTIONS found = {0};
    for (; core->function_id != 0; core++) {
        if (core->function_id == OSSL_FUNC_CORE_OBJ_CREATE) {
            found.create = OSSL_FUNC_core_obj_create(core);
        } else if (core->function_id == OSSL_FUNC_CORE_OBJ_ADD_SIGID) {
            found.add_signature = OSSL_FUNC_core_obj_add_sigid(core);
        }
    }
    return found;
}

// OpenSSL looks algorithms up by long names as well as short ones, so both are the algorithm's name.
static int create(FUNCTIONS core, const OSSL_CORE_HANDLE *handle, const char *identifier, const char *name) {
    return core.create != NULL && core.create(handle, identifier, name, name);
}

int kg_register_digests(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core) {
    const FUNCTIONS functions = find(core);
    for (int i = 0; i < KG_FAMILIES; i++) {
        if (!create(functions, handle, kg_families[i].hash->identifier, kg_families[i].hash->name)) {
            return 0;
        }
    }
    return 1;
}

int kg_register_signatures(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core, int digest_numbers) {
    const FUNCTIONS functions = find(core);
    for (int i = 0; i < KG_FAMILIES; i++) {
        const KG_FAMILY *family = &kg_families[i];
        const char *digest = digest_numbers ? family->hash->identifier : NULL;
        if (!create(functions, handle, family->identifier, family->name) ||
            !create(functions, handle, family->group_identifier, family->group) ||
            !create(functions, handle, family->signature_identifier, family->signature_name) ||
            functions.add_signature == NULL ||
            !functions.add_signature(handle, family->signature_identifier, digest, family->identifier)) {
            return 0;
        }
    }
    return 1;
}
