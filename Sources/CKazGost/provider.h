// What the provider's parts share.
#ifndef KG_PROVIDER_H
#define KG_PROVIDER_H

#include "family.h"

#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <openssl/crypto.h>

typedef struct {
    const OSSL_CORE_HANDLE *handle;
    OSSL_FUNC_core_new_error_fn *new_error;
    OSSL_FUNC_core_set_error_debug_fn *set_error_debug;
    OSSL_FUNC_core_vset_error_fn *vset_error;
    // The provider's own context: its random numbers and ciphers are OpenSSL's, whatever the program has loaded.
    OSSL_LIB_CTX *libctx;
    KG_CURVE *curves[KG_FAMILIES];
} KG_PROVIDER;

// Why something was refused, as OpenSSL's error queue tells it.
enum {
    KG_R_BAD_PRIVATE_KEY = 1,
    KG_R_BAD_PUBLIC_KEY,
    KG_R_KEY_MISMATCH,
    KG_R_NO_PRIVATE_KEY,
    KG_R_NO_PUBLIC_KEY,
    KG_R_UNSUPPORTED_PARAMETERS,
    KG_R_MALFORMED_KEY,
    KG_R_WRONG_DIGEST,
    KG_R_WRONG_DIGEST_LENGTH,
    KG_R_BUFFER_TOO_SMALL,
    KG_R_WRONG_STATE,
    KG_R_SIGNING_FAILED,
    KG_R_NO_PASSPHRASE,
    KG_R_UNKNOWN_CIPHER,
};

extern const OSSL_ITEM kg_reasons[];

// Puts a reason on OpenSSL's error queue.
void kg_raise_at(const KG_PROVIDER *provider, int reason, const char *file, int line, const char *function);
#define kg_raise(provider, reason) kg_raise_at((provider), (reason), __FILE__, __LINE__, __func__)

extern const OSSL_ALGORITHM kg_digests[];
extern const OSSL_ALGORITHM kg_keymgmts[];
extern const OSSL_ALGORITHM kg_signatures[];
extern const OSSL_ALGORITHM kg_decoders[];
extern const OSSL_ALGORITHM kg_encoders[];

// Whether an encoder or decoder of things in `offered` fits what is asked for. A private key includes a public one,
// and a public one its parameters, so the greatest thing asked for decides.
int kg_selects(int asked, int offered);

// Whether `name` is one of those that are separated by colons in `names`, in any case of letters.
int kg_is_named(const char *name, const char *names);

// Registers the object identifiers: those of the digests, and those of keys, curves and signatures. What is registered
// stays as it is. With `digest_numbers`, a signature's identifier is tied to its digest's number, which OpenSSL then
// wants a legacy EVP_MD for; see module/digest_names.c.
int kg_register_digests(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core);
int kg_register_signatures(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core, int digest_numbers);

#endif
