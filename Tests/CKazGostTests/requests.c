// Certificate requests, certificates, chains and CRLs that are made here, through OpenSSL's ordinary functions.
#include "support.h"

#include "check.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

static void request(const KIND *kind, EVP_PKEY *key) {
    X509_REQ *made = X509_REQ_new();
    X509_REQ_set_version(made, X509_REQ_VERSION_1);
    X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(made), "CN", MBSTRING_ASC, (const unsigned char *)"a", -1, -1,
                               0);
    X509_REQ_set_pubkey(made, key);
    unsigned char *der = NULL;
    CHECK(X509_REQ_sign(made, key, NULL) > 0, "%s signs a request", kind->algorithm);
    int length = i2d_X509_REQ(made, &der);
    X509_REQ_free(made);
    const unsigned char *at = der;
    X509_REQ *read = d2i_X509_REQ(NULL, &at, length);
    EVP_PKEY *inside = X509_REQ_get0_pubkey(read);
    CHECK(inside != NULL && EVP_PKEY_eq(inside, key) == 1 && X509_REQ_verify(read, inside) == 1,
          "%s, the request verifies", kind->algorithm);
    X509_REQ_free(read);
    der[length - 1] ^= 1;
    at = der;
    read = d2i_X509_REQ(NULL, &at, length);
    CHECK(X509_REQ_verify(read, key) != 1, "%s, an altered request does not", kind->algorithm);
    ERR_clear_error();
    X509_REQ_free(read);
    OPENSSL_free(der);
}

static int verifies(X509 *root, X509 *leaf) {
    X509_STORE *store = X509_STORE_new();
    X509_STORE_add_cert(store, root);
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    const int good = X509_STORE_CTX_init(context, store, leaf, NULL) && X509_verify_cert(context) == 1;
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return good;
}

static void chain(const KIND *kind, EVP_PKEY *key) {
    EVP_PKEY *leaf_key = generate(kind), *stranger = generate(kind);
    X509 *root = make_certificate("root", key, NULL, key, 1);
    X509 *leaf = make_certificate("leaf", leaf_key, root, key, 0);
    X509 *forged = make_certificate("leaf", leaf_key, root, stranger, 0);
    CHECK(X509_self_signed(root, 1) == 1, "%s, a self-signed certificate", kind->algorithm);
    CHECK(verifies(root, leaf), "%s, a chain", kind->algorithm);
    CHECK(!verifies(root, forged), "%s, a forged certificate", kind->algorithm);
    CHECK(X509_check_private_key(leaf, leaf_key) == 1 && X509_check_private_key(leaf, key) != 1,
          "%s, certificate and key", kind->algorithm);
    ERR_clear_error();

    X509_CRL *crl = X509_CRL_new();
    ASN1_TIME *now = X509_gmtime_adj(NULL, 0);
    X509_CRL_set_version(crl, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(crl, X509_get_subject_name(root));
    X509_CRL_set1_lastUpdate(crl, now);
    X509_CRL_set1_nextUpdate(crl, now);
    CHECK(X509_CRL_sign(crl, key, NULL) > 0 && X509_CRL_verify(crl, key) == 1 && X509_CRL_verify(crl, stranger) != 1,
          "%s, a CRL", kind->algorithm);
    ERR_clear_error();
    ASN1_TIME_free(now);
    X509_CRL_free(crl);
    X509_free(forged);
    X509_free(leaf);
    X509_free(root);
    EVP_PKEY_free(stranger);
    EVP_PKEY_free(leaf_key);
}

void test_requests(void) {
    for (int i = 0; i < KINDS; i++) {
        EVP_PKEY *key = generate(&kinds[i]);
        request(&kinds[i], key);
        chain(&kinds[i], key);
        EVP_PKEY_free(key);
    }
}
