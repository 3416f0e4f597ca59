// The national algorithms of Kazakhstan for OpenSSL 3: digests Streebog-256, Streebog-512 and GOST 34.311-95, keys and
// signatures GOST R 34.10-2015 (256 and 512 bits) and GOST 34.310-2004, under the identifiers of the National
// Certification Authority.
#ifndef CKAZGOST_H
#define CKAZGOST_H

#include <openssl/core.h>
#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

// Names for EVP_MD_fetch. The dotted identifiers work as well.
#define KAZGOST_STREEBOG_512 "KZ-STREEBOG-512"
#define KAZGOST_STREEBOG_256 "KZ-STREEBOG-256"
#define KAZGOST_GOST34311_95 "KZ-GOST34311-95"

// Names for EVP_PKEY_CTX_new_from_name and EVP_PKEY_is_a. The dotted identifiers work as well.
#define KAZGOST_2015_512 "KZ-GOST3410-2015-512"
#define KAZGOST_2015_256 "KZ-GOST3410-2015-256"
#define KAZGOST_2004 "KZ-GOST34310-2004"

// Adds the provider, built into the program, to a library context (NULL: the default one). The providers that OpenSSL
// loads by itself stay as they are. Registers the object identifiers, which are the process's and not the context's. To
// call it twice does no harm; to call it from several threads at once does: it belongs to the start of the program.
// Returns what OSSL_PROVIDER_unload takes, once a call, or NULL with OpenSSL's error queue telling why. A program that
// ends need not unload.
OSSL_PROVIDER *kazgost_load(OSSL_LIB_CTX *libctx);

// The entry point of the provider, for programs that register it themselves with OSSL_PROVIDER_add_builtin.
OSSL_provider_init_fn kazgost_provider_init;

#ifdef __cplusplus
}
#endif

#endif
