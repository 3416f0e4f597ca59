// The one concession to legacy: OpenSSL 3's CMS_verify and CMS_sign, and so `openssl cms`, match digests by number, and
// a digest that a provider brings has a number only if a legacy EVP_MD of its name was there before. This adds three
// such names, without any function behind them: the provider's digests do the work. OpenSSL 4 has removed the means.
// Nothing but the loadable module needs this; certificates, CRLs, OCSP and PKCS#12 do without.
#include "digest_names.h"

#include <openssl/opensslv.h>

#if OPENSSL_VERSION_MAJOR == 3 && !defined(OPENSSL_NO_DEPRECATED_3_0)

#include "../family.h"
#include "../provider.h"

#include <openssl/evp.h>
#include <openssl/objects.h>

int kg_add_digest_names(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core) {
    static const KG_HASH *const hashes[] = {&kg_streebog_512, &kg_streebog_256, &kg_gost34311_95};
    if (!kg_register_digests(handle, core)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        if (EVP_get_digestbyname(hashes[i]->name) != NULL) {
            continue;
        }
        EVP_MD *name = EVP_MD_meth_new(OBJ_txt2nid(hashes[i]->identifier), NID_undef);
        if (name == NULL || !EVP_MD_meth_set_result_size(name, (int)hashes[i]->length) ||
            !EVP_MD_meth_set_input_blocksize(name, (int)hashes[i]->block_length) || !EVP_add_digest(name)) {
            EVP_MD_meth_free(name);
            return 0;
        }
    }
    return 1;
}

#else

int kg_add_digest_names(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core) {
    (void)handle;
    (void)core;
    return 0;
}

#endif
