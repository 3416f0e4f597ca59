#ifndef KG_DIGEST_NAMES_H
#define KG_DIGEST_NAMES_H

#include <openssl/core.h>

// Makes the digests known to the parts of OpenSSL 3 that look digests up by number: 1 if that is done, 0 if this
// OpenSSL has no such thing.
int kg_add_digest_names(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core);

#endif
