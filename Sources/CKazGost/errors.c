#include "provider.h"

#include <stdarg.h>

const OSSL_ITEM kg_reasons[] = {
    {KG_R_BAD_PRIVATE_KEY, "the private key is not in 1 ... q - 1"},
    {KG_R_BAD_PUBLIC_KEY, "the public key is not a point of the group"},
    {KG_R_KEY_MISMATCH, "the public key does not belong to the private key"},
    {KG_R_NO_PRIVATE_KEY, "the key has no private part"},
    {KG_R_NO_PUBLIC_KEY, "the key has no public part"},
    {KG_R_UNSUPPORTED_PARAMETERS, "the curve or the digest is not the algorithm's own"},
    {KG_R_MALFORMED_KEY, "the encoding of the key is malformed"},
    {KG_R_WRONG_DIGEST, "the digest is not the algorithm's own"},
    {KG_R_WRONG_DIGEST_LENGTH, "the digest has the wrong length"},
    {KG_R_BUFFER_TOO_SMALL, "the buffer is too small"},
    {KG_R_WRONG_STATE, "the operation was not begun"},
    {KG_R_SIGNING_FAILED, "signing failed"},
    {KG_R_NO_PASSPHRASE, "no passphrase was given"},
    {KG_R_UNKNOWN_CIPHER, "the cipher is unknown"},
    {0, NULL},
};

static void set(const KG_PROVIDER *provider, uint32_t reason, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    provider->vset_error(provider->handle, reason, format, arguments);
    va_end(arguments);
}

void kg_raise_at(const KG_PROVIDER *provider, int reason, const char *file, int line, const char *function) {
    if (provider->new_error != NULL && provider->set_error_debug != NULL && provider->vset_error != NULL) {
        provider->new_error(provider->handle);
        provider->set_error_debug(provider->handle, file, line, function);
        set(provider, (uint32_t)reason, NULL);
    }
}
