#include "support.h"

#include "CKazGost.h"
#include "check.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>

const KIND kinds[KINDS] = {
    {KAZGOST_2015_512, KAZGOST_STREEBOG_512,
     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
     "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275",
     "1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.2.1", 64},
    {KAZGOST_2015_256, KAZGOST_STREEBOG_256, "400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67",
     "1.2.398.3.10.1.1.2.1", "1.2.398.3.10.1.1.2.1.1", 32},
    {KAZGOST_2004, KAZGOST_GOST34311_95, "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893",
     "1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.1.1.1", 32},
};

const KIND *kind_of(const EVP_PKEY *key) {
    for (int i = 0; i < KINDS; i++) {
        if (EVP_PKEY_is_a(key, kinds[i].algorithm)) {
            return &kinds[i];
        }
    }
    return NULL;
}

EVP_PKEY *generate(const KIND *kind) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind->algorithm, NULL);
    const int made = EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_generate(context, &key) == 1;
    EVP_PKEY_CTX_free(context);
    CHECK(made, "a key of %s is generated", kind->algorithm);
    return key;
}

size_t sign_message(EVP_PKEY *key, const void *message, size_t length, unsigned char signature[128]) {
    size_t size = 128;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const int made = EVP_DigestSignInit_ex(context, NULL, NULL, NULL, NULL, key, NULL) == 1 &&
                     EVP_DigestSign(context, signature, &size, message, length) == 1;
    EVP_MD_CTX_free(context);
    return made ? size : 0;
}

int verify_message(EVP_PKEY *key, const void *message, size_t length, const unsigned char *signature, size_t size) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const int good = EVP_DigestVerifyInit_ex(context, NULL, NULL, NULL, NULL, key, NULL) == 1 &&
                     EVP_DigestVerify(context, signature, size, message, length) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

X509 *make_certificate(const char *name, EVP_PKEY *subject, X509 *issuer, EVP_PKEY *issuer_key, int authority) {
    X509 *certificate = X509_new();
    X509_NAME *own = X509_get_subject_name(certificate);
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), authority ? 1 : 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_NAME_add_entry_by_txt(own, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(certificate, issuer != NULL ? X509_get_subject_name(issuer) : own);
    X509_set_pubkey(certificate, subject);
    X509_EXTENSION *constraints =
        X509V3_EXT_nconf_nid(NULL, NULL, NID_basic_constraints, authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    X509_add_ext(certificate, constraints, -1);
    X509_EXTENSION_free(constraints);
    CHECK(X509_sign(certificate, issuer_key, NULL) > 0, "X509_sign for %s", name);
    return certificate;
}

X509 *read_certificate(const char *name) {
    char path[4096];
    size_t length = 0;
    snprintf(path, sizeof path, "%s/%s", fixtures, name);
    unsigned char *bytes = read_file(path, &length);
    if (!CHECK(bytes != NULL, "%s", path)) {
        return NULL;
    }
    const unsigned char *at = bytes;
    X509 *certificate = NULL;
    if (length > 0 && bytes[0] == 0x30) {
        certificate = d2i_X509(NULL, &at, (long)length);
    } else {
        BIO *bio = BIO_new_mem_buf(bytes, (int)length);
        certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
        BIO_free(bio);
    }
    OPENSSL_free(bytes);
    CHECK(certificate != NULL, "%s is a certificate", name);
    return certificate;
}

STACK_OF(X509) * read_authorities(void) {
    static const char *const names[] = {
        "ca-production/root_gost.pem",     "ca-production/nca_gost.pem",      "ca-production/root_gost_2020.cer",
        "ca-production/ucgo_gost.cer",     "ca-production/btsd_gost.cer",     "ca-production/root_gost_2022.pem",
        "ca-production/nca_gost_2022.pem", "ca-production/root_rsa.pem",      "ca-production/nca_rsa.pem",
        "ca-production/root_rsa_2020.cer", "ca-production/nca_rsa_2022.cer",  "ca-test/root_gost_test.crt",
        "ca-test/nca_gost_test.crt",       "ca-test/root_test_gost_2022.cer", "ca-test/nca_gost2022_test.cer",
        "ca-test/root_rsa_test.pem",       "ca-test/nca_rsa_test.crt",
    };
    STACK_OF(X509) *all = sk_X509_new_null();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        X509 *certificate = read_certificate(names[i]);
        if (certificate != NULL) {
            sk_X509_push(all, certificate);
        }
    }
    return all;
}

X509_STORE *store_at(STACK_OF(X509) * authorities, long long seconds) {
    X509_STORE *store = X509_STORE_new();
    for (int i = 0; i < sk_X509_num(authorities); i++) {
        X509 *certificate = sk_X509_value(authorities, i);
        if (X509_self_signed(certificate, 0) == 1) {
            X509_STORE_add_cert(store, certificate);
        }
    }
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), (time_t)seconds);
    return store;
}

int chains_when_issued(X509 *certificate, STACK_OF(X509) * authorities) {
    int days = 0, seconds = 0;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    ASN1_TIME_diff(&days, &seconds, epoch, X509_get0_notBefore(certificate));
    ASN1_TIME_free(epoch);
    X509_STORE *store = store_at(authorities, 86400LL * (days + 1) + seconds);
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    const int good = X509_STORE_CTX_init(context, store, certificate, authorities) && X509_verify_cert(context) == 1;
    if (!good) {
        fprintf(stderr, "%s\n", X509_verify_cert_error_string(X509_STORE_CTX_get_error(context)));
    }
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return good;
}
