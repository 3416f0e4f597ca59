// Signatures through EVP: what is signed verifies, in every way to call, and nothing else does.
#include "support.h"

#include "CKazGost.h"
#include "check.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <string.h>

static int verify_digest(EVP_PKEY *key, const unsigned char *digest, size_t length, const unsigned char *signature,
                         size_t size) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    const int good =
        EVP_PKEY_verify_init(context) == 1 && EVP_PKEY_verify(context, signature, size, digest, length) == 1;
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return good;
}

// One shot and streamed, by message and by digest, all agree.
static void ways(const KIND *kind, EVP_PKEY *key) {
    unsigned char message[1000], signature[128], digest[64];
    RAND_bytes(message, sizeof message);
    unsigned digest_length = 0;
    EVP_MD *md = EVP_MD_fetch(NULL, kind->digest, NULL);
    EVP_Digest(message, sizeof message, digest, &digest_length, md, NULL);
    size_t size = sign_message(key, message, sizeof message, signature);
    CHECK(size == 2 * (size_t)kind->width, "%s signs", kind->algorithm);
    CHECK(verify_message(key, message, sizeof message, signature, size), "%s verifies", kind->algorithm);
    CHECK(verify_digest(key, digest, digest_length, signature, size), "%s verifies by digest", kind->algorithm);
    CHECK(!verify_message(key, message, sizeof message - 1, signature, size), "%s, shorter message", kind->algorithm);

    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    size = 0;
    CHECK(EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_sign(context, NULL, &size, digest, digest_length) == 1 &&
              size == 2 * (size_t)kind->width,
          "%s tells the length", kind->algorithm);
    CHECK(EVP_PKEY_CTX_set_signature_md(context, md) == 1, "%s takes its digest", kind->algorithm);
    CHECK(EVP_PKEY_sign(context, signature, &size, digest, digest_length) == 1 &&
              verify_message(key, message, sizeof message, signature, size),
          "%s signs a digest", kind->algorithm);
    size = 10;
    CHECK(EVP_PKEY_sign(context, signature, &size, digest, digest_length) != 1, "%s, short buffer", kind->algorithm);
    size = sizeof signature;
    CHECK(EVP_PKEY_sign(context, signature, &size, digest, digest_length - 1) != 1, "%s, short digest",
          kind->algorithm);
    CHECK(EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) != 1, "%s refuses SHA-256", kind->algorithm);
    EVP_PKEY_CTX_free(context);

    // In chunks, from a context that is copied half-way; the parts that follow differ.
    EVP_MD_CTX *first = EVP_MD_CTX_new(), *second = EVP_MD_CTX_new();
    unsigned char other[128];
    size_t other_size = sizeof other;
    size = sizeof signature;
    CHECK(EVP_DigestSignInit_ex(first, NULL, kind->digest, NULL, NULL, key, NULL) == 1 &&
              EVP_DigestSignUpdate(first, message, 333) == 1 && EVP_MD_CTX_copy_ex(second, first) == 1 &&
              EVP_DigestSignUpdate(first, message + 333, 667) == 1 && EVP_DigestSignUpdate(second, "x", 1) == 1 &&
              EVP_DigestSignFinal(first, signature, &size) == 1 && EVP_DigestSignFinal(second, other, &other_size) == 1,
          "%s signs in chunks", kind->algorithm);
    CHECK(verify_message(key, message, sizeof message, signature, size), "%s in chunks verifies", kind->algorithm);
    message[333] = 'x';
    CHECK(verify_message(key, message, 334, other, other_size), "%s after a copy verifies", kind->algorithm);
    EVP_MD_CTX_reset(first);
    CHECK(EVP_DigestVerifyInit_ex(first, NULL, kind->digest, NULL, NULL, key, NULL) == 1 &&
              EVP_DigestVerifyUpdate(first, message, 300) == 1 && EVP_MD_CTX_copy_ex(second, first) == 1 &&
              EVP_DigestVerifyUpdate(second, message + 300, 34) == 1 &&
              EVP_DigestVerifyFinal(second, other, other_size) == 1,
          "%s verifies after a copy", kind->algorithm);
    EVP_MD_CTX_reset(first);
    CHECK(EVP_DigestSignInit_ex(first, NULL, "SHA256", NULL, NULL, key, NULL) != 1, "%s refuses to sign SHA-256",
          kind->algorithm);
    ERR_clear_error();
    EVP_MD_CTX_free(first);
    EVP_MD_CTX_free(second);
    EVP_MD_free(md);
}

static void refusals(const KIND *kind, EVP_PKEY *key) {
    const size_t width = (size_t)kind->width, size = 2 * width;
    unsigned char digest[64], signature[130] = {0}, altered[130];
    RAND_bytes(digest, sizeof digest);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    size_t made = size;
    EVP_PKEY_sign_init(context);
    CHECK(EVP_PKEY_sign(context, signature, &made, digest, width) == 1, "%s signs", kind->algorithm);
    EVP_PKEY_CTX_free(context);
    CHECK(verify_digest(key, digest, width, signature, size), "%s verifies", kind->algorithm);

    size_t order_length = 0;
    unsigned char *order = from_hex_reversed(kind->order, &order_length);
    for (int half = 0; half < 2; half++) {
        memcpy(altered, signature, size);
        memset(altered + half * width, 0, width);
        CHECK(!verify_digest(key, digest, width, altered, size), "%s, %s = 0", kind->algorithm, half ? "s" : "r");
        memcpy(altered + half * width, order, width);
        CHECK(!verify_digest(key, digest, width, altered, size), "%s, %s = q", kind->algorithm, half ? "s" : "r");
        memset(altered + half * width, 0xff, width);
        CHECK(!verify_digest(key, digest, width, altered, size), "%s, %s = 2^n - 1", kind->algorithm, half ? "s" : "r");
    }
    memset(altered, 0, sizeof altered);
    CHECK(!verify_digest(key, digest, width, altered, size), "%s, r = s = 0", kind->algorithm);

    // Where q leaves room, r + q and s + q are the same numbers modulo q, and still no signatures.
    BIGNUM *q = BN_lebin2bn(order, (int)width, NULL);
    for (int half = 0; half < 2; half++) {
        BIGNUM *number = BN_lebin2bn(signature + half * width, (int)width, NULL);
        BN_add(number, number, q);
        memcpy(altered, signature, size);
        if (BN_bn2lebinpad(number, altered + half * width, (int)width) == (int)width) {
            CHECK(!verify_digest(key, digest, width, altered, size), "%s, number plus q", kind->algorithm);
        }
        BN_free(number);
    }
    BN_free(q);
    OPENSSL_free(order);

    for (size_t length = 0; length < sizeof signature; length += length < size - 1 ? 7 : 1) {
        if (length != size) {
            CHECK(!verify_digest(key, digest, width, signature, length), "%s, %zu bytes", kind->algorithm, length);
        }
    }
    int refused = 1;
    for (size_t bit = 0; bit < 8 * size; bit++) {
        memcpy(altered, signature, size);
        altered[bit / 8] ^= (unsigned char)(1 << bit % 8);
        refused &= !verify_digest(key, digest, width, altered, size);
    }
    CHECK(refused, "%s, every flipped bit", kind->algorithm);
    memcpy(altered, signature + width, width);
    memcpy(altered + width, signature, width);
    CHECK(!verify_digest(key, digest, width, altered, size), "%s, s before r", kind->algorithm);
    CHECK(!verify_digest(key, digest, width - 1, signature, size), "%s, short digest", kind->algorithm);
    CHECK(!verify_digest(key, digest, width + 1, signature, size), "%s, long digest", kind->algorithm);
    EVP_PKEY *stranger = generate(kind);
    CHECK(!verify_digest(stranger, digest, width, signature, size), "%s, another key", kind->algorithm);
    EVP_PKEY_free(stranger);
}

// SEQUENCE { signature algorithm, NULL }, as every national certificate has it.
static void algorithm_identifier(const KIND *kind, EVP_PKEY *key) {
    static const char *const identifiers[] = {"1.2.398.3.10.1.1.2.3.2", "1.2.398.3.10.1.1.2.3.1",
                                              "1.2.398.3.10.1.1.1.2"};
    unsigned char der[64];
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_octet_string(OSSL_SIGNATURE_PARAM_ALGORITHM_ID, der, sizeof der),
        OSSL_PARAM_construct_end(),
    };
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *inner = NULL;
    EVP_DigestSignInit_ex(context, &inner, NULL, NULL, NULL, key, NULL);
    CHECK(EVP_PKEY_CTX_get_params(inner, params) == 1, "%s has an algorithm identifier", kind->algorithm);
    const unsigned char *at = der;
    X509_ALGOR *algorithm = d2i_X509_ALGOR(NULL, &at, (long)params[0].return_size);
    const ASN1_OBJECT *object = NULL;
    int type = -1;
    X509_ALGOR_get0(&object, &type, NULL, algorithm);
    char dotted[64];
    OBJ_obj2txt(dotted, sizeof dotted, object, 1);
    CHECK(strcmp(dotted, identifiers[kind - kinds]) == 0 && type == V_ASN1_NULL, "%s names %s", kind->algorithm,
          dotted);
    X509_ALGOR_free(algorithm);
    EVP_MD_CTX_free(context);
}

void test_signatures(void) {
    for (int i = 0; i < KINDS; i++) {
        EVP_PKEY *key = generate(&kinds[i]);
        ways(&kinds[i], key);
        refusals(&kinds[i], key);
        algorithm_identifier(&kinds[i], key);
        for (int j = 0; j < 50; j++) {
            unsigned char signature[128];
            const size_t size = sign_message(key, &j, sizeof j, signature);
            CHECK(size > 0 && verify_message(key, &j, sizeof j, signature, size), "%s, message %d", kinds[i].algorithm,
                  j);
        }
        EVP_PKEY_free(key);
    }
}
