// OCSP responses and CRLs of the test authority.
#include "support.h"

#include "check.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <stdio.h>

static void ocsp(const char *name, STACK_OF(X509) * authorities, const char *revoked_at) {
    char path[4096];
    size_t length = 0;
    snprintf(path, sizeof path, "%s/ocsp/%s", fixtures, name);
    unsigned char *bytes = read_file(path, &length);
    if (!CHECK(bytes != NULL, "%s", path)) {
        return;
    }
    const unsigned char *at = bytes;
    OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &at, (long)length);
    OCSP_BASICRESP *basic = OCSP_response_get1_basic(response);
    X509_STORE *store = store_at(authorities, 1662163200); // 2022-09-03
    CHECK(OCSP_basic_verify(basic, authorities, store, 0) == 1, "%s verifies", name);
    ASN1_GENERALIZEDTIME *time = NULL;
    int reason = -1;
    OCSP_SINGLERESP *single = OCSP_resp_get0(basic, 0);
    CHECK(OCSP_single_get0_status(single, &reason, &time, NULL, NULL) == V_OCSP_CERTSTATUS_REVOKED, "%s: revoked",
          name);
    ASN1_TIME *expected = ASN1_TIME_new();
    ASN1_TIME_set_string(expected, revoked_at);
    CHECK(time != NULL && ASN1_TIME_compare(time, expected) == 0, "%s: since %s", name, revoked_at);
    ASN1_TIME_free(expected);

    ASN1_OCTET_STRING *signature = (ASN1_OCTET_STRING *)OCSP_resp_get0_signature(basic);
    unsigned char *value = (unsigned char *)ASN1_STRING_get0_data(signature);
    value[100] ^= 1;
    CHECK(OCSP_basic_verify(basic, authorities, store, 0) != 1, "%s, flipped bit", name);
    ERR_clear_error();
    X509_STORE_free(store);
    OCSP_BASICRESP_free(basic);
    OCSP_RESPONSE_free(response);
    OPENSSL_free(bytes);
}

// Whether the signature fits the bytes of TBSCertList as they stand. The list of 2026 names its algorithm without
// parameters inside and with NULL outside, which X509_CRL_verify refuses before it looks at the signature.
static int verifies_bytes(const X509_CRL *crl, const unsigned char *der, long length, EVP_PKEY *key) {
    const unsigned char *at = der;
    const ASN1_BIT_STRING *signature = NULL;
    long content = 0;
    int tag = 0, class = 0;
    X509_CRL_get0_signature(crl, &signature, NULL);
    if (ASN1_get_object(&at, &content, &tag, &class, length) & 0x80) {
        return 0;
    }
    const unsigned char *start = at;
    if (ASN1_get_object(&at, &content, &tag, &class, content) & 0x80) {
        return 0;
    }
    return verify_message(key, start, (size_t)(at - start + content), ASN1_STRING_get0_data(signature),
                          (size_t)ASN1_STRING_length(signature));
}

static void crl(const char *name, int verifies) {
    char path[4096];
    size_t length = 0;
    snprintf(path, sizeof path, "%s/crl/%s", fixtures, name);
    unsigned char *bytes = read_file(path, &length);
    if (!CHECK(bytes != NULL, "%s", path)) {
        return;
    }
    const unsigned char *at = bytes;
    X509_CRL *list = d2i_X509_CRL(NULL, &at, (long)length);
    X509 *issuer = read_certificate("ca-test/nca_gost2022_test.cer");
    X509 *stranger = read_certificate("ca-test/root_test_gost_2022.cer");
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    CHECK((X509_CRL_verify(list, key) == 1) == verifies, "%s through X509_CRL_verify", name);
    ERR_clear_error();
    CHECK(verifies_bytes(list, bytes, (long)length, key), "%s by its bytes", name);
    CHECK(!verifies_bytes(list, bytes, (long)length, X509_get0_pubkey(stranger)), "%s by another key", name);
    bytes[200] ^= 1;
    CHECK(!verifies_bytes(list, bytes, (long)length, key), "%s, flipped bit", name);
    ERR_clear_error();
    X509_free(issuer);
    X509_free(stranger);
    X509_CRL_free(list);
    OPENSSL_free(bytes);
}

void test_revocation(void) {
    STACK_OF(X509) *authorities = read_authorities();
    ocsp("ocsp_response_ceo_2015_revoked.bin", authorities, "20220727102530Z");
    ocsp("ocsp_response_individual_2015.bin", authorities, "19700101000000Z");
    sk_X509_pop_free(authorities, X509_free);
    crl("nca_gost2022_test_2025-04.crl", 1);
    crl("nca_gost2022_test_2026-08.crl", 0);
}
