// CMS that Kalkan made, signer by signer: the digest of the content against the attribute, and the signature over the
// attributes. Without legacy digests OpenSSL's CMS_verify does not know ours, but this needs nothing of the kind.
#include "support.h"

#include "check.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

static CMS_ContentInfo *read_cms(const unsigned char *bytes, size_t length) {
    const unsigned char *at = bytes;
    return d2i_CMS_ContentInfo(NULL, &at, (long)length);
}

static int digest_fits(CMS_SignerInfo *signer, const unsigned char *content, size_t length) {
    X509_ALGOR *algorithm = NULL;
    const ASN1_OBJECT *object = NULL;
    char identifier[80];
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    CMS_SignerInfo_get0_algs(signer, NULL, NULL, &algorithm, NULL);
    X509_ALGOR_get0(&object, NULL, NULL, algorithm);
    OBJ_obj2txt(identifier, sizeof identifier, object, 1);
    EVP_MD *md = EVP_MD_fetch(NULL, identifier, NULL);
    const ASN1_OCTET_STRING *expected =
        CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(NID_pkcs9_messageDigest), -3, V_ASN1_OCTET_STRING);
    const int fits = md != NULL && expected != NULL && EVP_Digest(content, length, digest, &size, md, NULL) &&
                     ASN1_STRING_length(expected) == (int)size &&
                     memcmp(ASN1_STRING_get0_data(expected), digest, size) == 0;
    EVP_MD_free(md);
    return fits;
}

// The time-stamp token over a signature (RFC 3161 appendix A), if there is one.
static CMS_ContentInfo *token(const CMS_SignerInfo *signer) {
    const int at = CMS_unsigned_get_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, -1);
    X509_ATTRIBUTE *attribute = at < 0 ? NULL : CMS_unsigned_get_attr(signer, at);
    const ASN1_TYPE *value = attribute == NULL ? NULL : X509_ATTRIBUTE_get0_type(attribute, 0);
    if (value == NULL || value->type != V_ASN1_SEQUENCE) {
        return NULL;
    }
    return read_cms(ASN1_STRING_get0_data(value->value.sequence), (size_t)ASN1_STRING_length(value->value.sequence));
}

static int signers(const char *name, CMS_ContentInfo *cms, const unsigned char *content, size_t length,
                   STACK_OF(X509) * authorities) {
    STACK_OF(CMS_SignerInfo) *all = CMS_get0_SignerInfos(cms);
    CHECK(CMS_set1_signers_certs(cms, NULL, 0) > 0, "%s, signers' certificates", name);
    if (content == NULL) {
        ASN1_OCTET_STRING **inside = CMS_get0_content(cms);
        content = ASN1_STRING_get0_data(*inside);
        length = (size_t)ASN1_STRING_length(*inside);
    }
    int tokens = 0;
    for (int i = 0; i < sk_CMS_SignerInfo_num(all); i++) {
        CMS_SignerInfo *signer = sk_CMS_SignerInfo_value(all, i);
        X509 *certificate = NULL;
        CMS_SignerInfo_get0_algs(signer, NULL, &certificate, NULL, NULL);
        CHECK(digest_fits(signer, content, length), "%s, signer %d, digest", name, i);
        CHECK(!digest_fits(signer, content, length - 1), "%s, signer %d, shorter content", name, i);
        CHECK(CMS_SignerInfo_verify(signer) == 1, "%s, signer %d, signature", name, i);
        CHECK(certificate != NULL && chains_when_issued(certificate, authorities), "%s, signer %d, chain", name, i);
        CMS_ContentInfo *stamp = token(signer);
        if (stamp != NULL) {
            tokens++;
            signers("its time stamp", stamp, NULL, 0, authorities);
            CMS_ContentInfo_free(stamp);
        }
        ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(signer);
        unsigned char *bytes = (unsigned char *)ASN1_STRING_get0_data(signature);
        bytes[9] ^= 1;
        CHECK(CMS_SignerInfo_verify(signer) != 1, "%s, signer %d, flipped bit", name, i);
        bytes[9] ^= 1;
        ERR_clear_error();
    }
    return 100 * sk_CMS_SignerInfo_num(all) + tokens;
}

typedef struct {
    const char *name, *content;
    int expected; // 100 times the signers, plus the time-stamp tokens
} SAMPLE;

static const SAMPLE samples[] = {
    {"cms/individual_attached.der", NULL, 101}, {"cms/individual_detached.der", "cms/individual_document.txt", 101},
    {"cms/SIGNED_CMS.cms", NULL, 200},          {"cms/SIGNED_CMS_ONE_SIGNER.cms", NULL, 100},
    {"tsp/tsp_token.bin", NULL, 100},
};

void test_cms(void) {
    STACK_OF(X509) *authorities = read_authorities();
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char path[4096];
        size_t length = 0, content_length = 0;
        unsigned char *content = NULL;
        snprintf(path, sizeof path, "%s/%s", fixtures, samples[i].name);
        unsigned char *bytes = read_file(path, &length);
        if (samples[i].content != NULL) {
            snprintf(path, sizeof path, "%s/%s", fixtures, samples[i].content);
            content = read_file(path, &content_length);
        }
        CMS_ContentInfo *cms = bytes != NULL ? read_cms(bytes, length) : NULL;
        if (CHECK(cms != NULL, "%s is CMS", samples[i].name)) {
            const int found = signers(samples[i].name, cms, content, content_length, authorities);
            CHECK(found == samples[i].expected, "%s, signers and time stamps: %d", samples[i].name, found);
        }
        CMS_ContentInfo_free(cms);
        OPENSSL_free(content);
        OPENSSL_free(bytes);
    }
    sk_X509_pop_free(authorities, X509_free);
}
