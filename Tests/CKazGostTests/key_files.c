// The certification authority's PKCS#12 files for developers: they load, fit their certificates, and sign.
#include "support.h"

#include "check.h"

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <stdio.h>

static const char *const names[] = {
    "individual_valid",         "individual_revoked",    "legal_head_valid",         "legal_head_revoked",
    "information_system_valid", "treasury_role02_valid", "individual_gost2004_2018", "individual_rsa_2018",
};

void test_key_files(void) {
    STACK_OF(X509) *authorities = read_authorities();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[4096];
        size_t length = 0;
        snprintf(path, sizeof path, "%s/keys/%s.p12", fixtures, names[i]);
        unsigned char *bytes = read_file(path, &length);
        if (!CHECK(bytes != NULL, "%s", path)) {
            continue;
        }
        const unsigned char *at = bytes;
        PKCS12 *file = d2i_PKCS12(NULL, &at, (long)length);
        EVP_PKEY *key = NULL;
        X509 *certificate = NULL;
        CHECK(!PKCS12_parse(file, "Qwerty13", &key, &certificate, NULL), "%s, wrong password", names[i]);
        ERR_clear_error();
        if (CHECK(PKCS12_parse(file, "Qwerty12", &key, &certificate, NULL) && key != NULL && certificate != NULL,
                  "%s loads", names[i])) {
            unsigned char signature[1024];
            CHECK(X509_check_private_key(certificate, key) == 1, "%s, certificate and key", names[i]);
            CHECK(chains_when_issued(certificate, authorities), "%s chains to its root", names[i]);
            if (kind_of(key) != NULL) {
                const size_t size = sign_message(key, "message", 7, signature);
                CHECK(size > 0 && verify_message(X509_get0_pubkey(certificate), "message", 7, signature, size),
                      "%s signs, its certificate verifies", names[i]);
                CHECK(!verify_message(X509_get0_pubkey(certificate), "massage", 7, signature, size),
                      "%s, another message", names[i]);
                ERR_clear_error();
            }
        }
        X509_free(certificate);
        EVP_PKEY_free(key);
        PKCS12_free(file);
        OPENSSL_free(bytes);
    }
    sk_X509_pop_free(authorities, X509_free);
}
