// The loadable module kazgost.so, for `openssl -provider kazgost` and openssl.cnf.
#include "../include/CKazGost.h"
#include "../provider.h"

#include "digest_names.h"

__attribute__((visibility("default"))) int OSSL_provider_init(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *in,
                                                              const OSSL_DISPATCH **out, void **provctx) {
    // Whoever registers the signature identifiers first decides, and here they must name their digests.
    if (kg_add_digest_names(handle, in) && !kg_register_signatures(handle, in, 1)) {
        return 0;
    }
    return kazgost_provider_init(handle, in, out, provctx);
}
