// Digests: known answers, chunks, copies, and the vector code against the portable one.
#include "check.h"

#include "CKazGost.h"
#include "streebog_compress.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <string.h>

typedef struct {
    const char *algorithm, *text, *hex_text, *digest;
} EXAMPLE;

// RFC 6986 section 10 (the messages, which it prints with the last byte first, and digests likewise), and the examples
// that GOST R 34.11-94 gives for its test parameters together with the ones in common use.
static const EXAMPLE examples[] = {
    {KAZGOST_STREEBOG_512, "012345678901234567890123456789012345678901234567890123456789012", NULL,
     "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
     "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"},
    {KAZGOST_STREEBOG_256, "012345678901234567890123456789012345678901234567890123456789012", NULL,
     "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"},
    {KAZGOST_STREEBOG_512, NULL,
     "d1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0f"
     "b"
     "ff20efebfaeafb20c8e3eef0e5e2fb",
     "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376"
     "035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28"},
    {KAZGOST_STREEBOG_256, NULL,
     "d1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0f"
     "b"
     "ff20efebfaeafb20c8e3eef0e5e2fb",
     "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"},
    {KAZGOST_GOST34311_95, "", NULL, "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"},
    {KAZGOST_GOST34311_95, "a", NULL, "d42c539e367c66e9c88a801f6649349c21871b4344c6a573f849fdce62f314dd"},
    {KAZGOST_GOST34311_95, "abc", NULL, "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"},
    {KAZGOST_GOST34311_95, "message digest", NULL, "ad4434ecb18f2c99b60cbe59ec3d2469582b65273f48de72db2fde16a4889a4d"},
    {KAZGOST_GOST34311_95, "This is message, length=32 bytes", NULL,
     "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"},
    {KAZGOST_GOST34311_95, "Suppose the original message has length = 50 bytes", NULL,
     "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208"},
    {KAZGOST_GOST34311_95, "The quick brown fox jumps over the lazy dog", NULL,
     "77b7fa410c9ac58a25f49bca7d0468c9296529315eaca76bd1a10f376d1f4294"},
    {KAZGOST_GOST34311_95,
     "UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU"
     "UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU",
     NULL, "53a3a3ed25180cef0c1d85a074273e551c25660a87062a52d926a9e8fe5733a4"},
};

static void known_answers(void) {
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const EXAMPLE *example = &examples[i];
        size_t length = 0, expected_length = 0;
        unsigned char *message = example->hex_text != NULL ? from_hex(example->hex_text, &length) : NULL;
        unsigned char *expected = from_hex(example->digest, &expected_length);
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned digest_length = 0;
        const void *bytes = message != NULL ? (const void *)message : example->text;
        length = message != NULL ? length : strlen(example->text);
        EVP_MD *md = EVP_MD_fetch(NULL, example->algorithm, "provider=kazgost");
        CHECK(md != NULL && EVP_Digest(bytes, length, digest, &digest_length, md, NULL), "%s computes",
              example->algorithm);
        CHECK(digest_length == expected_length && memcmp(digest, expected, expected_length) == 0, "%s, example %zu",
              example->algorithm, i);
        EVP_MD_free(md);
        OPENSSL_free(message);
        OPENSSL_free(expected);
    }
}

static void identifiers(void) {
    static const char *const names[][2] = {
        {KAZGOST_STREEBOG_512, "1.2.398.3.10.1.3.3"},
        {KAZGOST_STREEBOG_256, "1.2.398.3.10.1.3.2"},
        {KAZGOST_GOST34311_95, "1.2.398.3.10.1.3.1"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        EVP_MD *md = EVP_MD_fetch(NULL, names[i][1], NULL);
        CHECK(md != NULL && EVP_MD_is_a(md, names[i][0]), "%s by its identifier", names[i][0]);
        EVP_MD_free(md);
    }
}

// Every length to 300 bytes, cut anywhere, copied half-way: always the digest of the whole.
static void chunks(const char *algorithm) {
    unsigned char message[300], whole[EVP_MAX_MD_SIZE], parts[EVP_MAX_MD_SIZE], copied[EVP_MAX_MD_SIZE];
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (unsigned char)(i * 7 + 1);
    }
    EVP_MD *md = EVP_MD_fetch(NULL, algorithm, NULL);
    EVP_MD_CTX *context = EVP_MD_CTX_new(), *copy = EVP_MD_CTX_new();
    int equal = 1;
    for (size_t length = 0; length <= sizeof message; length++) {
        unsigned size = 0;
        equal &= EVP_Digest(message, length, whole, &size, md, NULL);
        for (size_t cut = 0; cut <= length; cut += 1 + length / 16) {
            equal &= EVP_DigestInit_ex2(context, md, NULL) && EVP_DigestUpdate(context, message, cut) &&
                     EVP_MD_CTX_copy_ex(copy, context) && EVP_DigestUpdate(context, "something else", 14) &&
                     EVP_DigestFinal_ex(context, parts, &size) && memcmp(parts, whole, size) != 0;
            equal &= EVP_DigestUpdate(copy, message + cut, length - cut) && EVP_DigestFinal_ex(copy, copied, &size) &&
                     memcmp(copied, whole, size) == 0;
        }
        equal &= EVP_DigestInit_ex2(context, md, NULL);
        for (size_t at = 0, step = 1; at < length; at += step, step = step % 97 + 5) {
            equal &= EVP_DigestUpdate(context, message + at, at + step < length ? step : length - at);
        }
        equal &= EVP_DigestFinal_ex(context, parts, &size) && memcmp(parts, whole, size) == 0;
    }
    CHECK(equal, "%s in chunks and after a copy", algorithm);
    EVP_MD_CTX_free(context);
    EVP_MD_CTX_free(copy);
    EVP_MD_free(md);
}

static void vector(void) {
    KG_STREEBOG_COMPRESS *compress = kg_streebog_vector_setup();
    if (compress == NULL) {
        skip("this processor has no AVX-512 VBMI and GFNI: Streebog is the portable one");
        return;
    }
    uint64_t h[8], n[8], m[8], other[8];
    int equal = 1;
    for (int i = 0; i < 100000; i++) {
        equal &= RAND_bytes((unsigned char *)h, sizeof h) && RAND_bytes((unsigned char *)n, sizeof n) &&
                 RAND_bytes((unsigned char *)m, sizeof m);
        memcpy(other, h, sizeof other);
        compress(h, n, m);
        kg_streebog_portable(other, n, m);
        equal &= memcmp(h, other, sizeof other) == 0;
    }
    CHECK(equal, "the vector code computes what the portable code does");
}

void test_digests(void) {
    known_answers();
    identifiers();
    chunks(KAZGOST_STREEBOG_512);
    chunks(KAZGOST_STREEBOG_256);
    chunks(KAZGOST_GOST34311_95);
    vector();
}
