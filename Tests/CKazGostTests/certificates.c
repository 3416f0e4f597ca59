// The certificates of the National Certification Authority, production and test, chain by chain.
#include "support.h"

#include "check.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

typedef struct {
    const char *root, *issuing, *file_of_root, *file_of_issuing;
    long long seconds; // a time when both were valid
} CHAIN;

static const CHAIN chains[] = {
    {"root 2015", "NCA GOST 2018", "ca-production/root_gost.pem", "ca-production/nca_gost.pem", 1577836800},
    {"root 2015, RSA", "NCA RSA 2018", "ca-production/root_rsa.pem", "ca-production/nca_rsa.pem", 1577836800},
    {"root 2020", "state bodies", "ca-production/root_gost_2020.cer", "ca-production/ucgo_gost.cer", 1767225600},
    {"root 2020, RSA", "NCA RSA 2022", "ca-production/root_rsa_2020.cer", "ca-production/nca_rsa_2022.cer", 1767225600},
    {"root 2022", "NCA GOST 2022", "ca-production/root_gost_2022.pem", "ca-production/nca_gost_2022.pem", 1767225600},
    {"TEST root 2022", "TEST NCA 2022", "ca-test/root_test_gost_2022.cer", "ca-test/nca_gost2022_test.cer", 1767225600},
    {"TEST root", "TEST NCA GOST", "ca-test/root_gost_test.crt", "ca-test/nca_gost_test.crt", 1577836800},
    {"TEST root, RSA", "TEST NCA RSA", "ca-test/root_rsa_test.pem", "ca-test/nca_rsa_test.crt", 1577836800},
};

static int verifies(X509 *root, X509 *leaf, long long seconds) {
    X509_STORE *store = X509_STORE_new();
    X509_STORE_add_cert(store, root);
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), (time_t)seconds);
    // A self-signed certificate's signature is not looked at, unless asked for.
    X509_VERIFY_PARAM_set_flags(X509_STORE_get0_param(store), X509_V_FLAG_CHECK_SS_SIGNATURE);
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    const int good = X509_STORE_CTX_init(context, store, leaf, NULL) && X509_verify_cert(context) == 1;
    if (!good) {
        ERR_clear_error();
    }
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return good;
}

// The certificate with a bit of its signature flipped.
static X509 *damaged(X509 *certificate) {
    unsigned char *der = NULL;
    const int length = i2d_X509(certificate, &der);
    der[length - 5] ^= 8;
    const unsigned char *at = der;
    X509 *other = d2i_X509(NULL, &at, length);
    OPENSSL_free(der);
    return other;
}

void test_certificates(void) {
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        const CHAIN *chain = &chains[i];
        X509 *root = read_certificate(chain->file_of_root), *issuing = read_certificate(chain->file_of_issuing);
        X509 *bad = damaged(issuing), *bad_root = damaged(root);
        CHECK(X509_get0_pubkey(root) != NULL && X509_get0_pubkey(issuing) != NULL, "%s, keys", chain->root);
        CHECK(verifies(root, root, chain->seconds), "%s", chain->root);
        CHECK(verifies(root, issuing, chain->seconds), "%s under %s", chain->issuing, chain->root);
        CHECK(!verifies(root, bad, chain->seconds), "%s, damaged", chain->issuing);
        CHECK(!verifies(bad_root, bad_root, chain->seconds), "%s, damaged", chain->root);
        X509_free(bad);
        X509_free(bad_root);
        X509_free(issuing);
        X509_free(root);
    }
    X509 *root = read_certificate("ca-production/root_gost_2020.cer");
    X509 *btsd = read_certificate("ca-production/btsd_gost.cer");
    X509 *older = read_certificate("ca-production/root_gost.pem");
    CHECK(verifies(root, btsd, 1612137600) || verifies(older, btsd, 1612137600), "BTSD under a root of 34.310");
    X509_free(older);
    X509_free(btsd);
    X509_free(root);
}
