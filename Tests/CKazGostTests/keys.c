// Keys: made, written, read back, and refused when they are none.
#include "support.h"

#include "CKazGost.h"
#include "check.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/encoder.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <string.h>

static EVP_PKEY *import(const KIND *kind, const unsigned char *public_key, size_t length, const BIGNUM *private_key,
                        const char *group) {
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (group != NULL) {
        OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, group, 0);
    }
    if (public_key != NULL) {
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, public_key, length);
    }
    if (private_key != NULL) {
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, private_key);
    }
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind->algorithm, NULL);
    EVP_PKEY *key = NULL;
    EVP_PKEY_fromdata_init(context);
    EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, params);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(builder);
    ERR_clear_error();
    return key;
}

static int same(EVP_PKEY *first, EVP_PKEY *second) { return second != NULL && EVP_PKEY_eq(first, second) == 1; }

static void round_trips(const KIND *kind, EVP_PKEY *key) {
    unsigned char *der = NULL;
    int length = i2d_PUBKEY(key, &der);
    const unsigned char *at = der;
    EVP_PKEY *read = d2i_PUBKEY(NULL, &at, length);
    CHECK(same(key, read) && at == der + length, "%s, SubjectPublicKeyInfo", kind->algorithm);
    EVP_PKEY_free(read);
    OPENSSL_free(der);

    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    read = info != NULL ? EVP_PKCS82PKEY(info) : NULL;
    CHECK(same(key, read) && kind_of(read) == kind, "%s, PrivateKeyInfo", kind->algorithm);
    unsigned char signature[128];
    const size_t size = sign_message(read, "a", 1, signature);
    CHECK(size > 0 && verify_message(key, "a", 1, signature, size), "%s, the key read signs", kind->algorithm);
    EVP_PKEY_free(read);
    PKCS8_PRIV_KEY_INFO_free(info);

    BIO *bio = BIO_new(BIO_s_mem());
    CHECK(PEM_write_bio_PUBKEY(bio, key) && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL),
          "%s, PEM written", kind->algorithm);
    read = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);
    CHECK(same(key, read), "%s, public PEM read", kind->algorithm);
    EVP_PKEY_free(read);
    read = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    CHECK(same(key, read), "%s, private PEM read", kind->algorithm);
    EVP_PKEY_free(read);
    BIO_free(bio);

    // EncryptedPrivateKeyInfo: PBES2 with AES-256.
    static char right[] = "a passphrase", wrong[] = "another one";
    bio = BIO_new(BIO_s_mem());
    CHECK(PEM_write_bio_PrivateKey(bio, key, EVP_aes_256_cbc(), NULL, 0, NULL, right), "%s, encrypted PEM written",
          kind->algorithm);
    char *text = NULL;
    const long text_length = BIO_get_mem_data(bio, &text);
    CHECK(text_length > 40 && strncmp(text, "-----BEGIN ENCRYPTED PRIVATE KEY-----", 37) == 0, "%s is encrypted",
          kind->algorithm);
    BIO *again = BIO_new_mem_buf(text, (int)text_length);
    read = PEM_read_bio_PrivateKey(again, NULL, NULL, wrong);
    CHECK(read == NULL, "%s, wrong passphrase", kind->algorithm);
    ERR_clear_error();
    BIO_free(again);
    read = PEM_read_bio_PrivateKey(bio, NULL, NULL, right);
    CHECK(same(key, read), "%s, encrypted PEM read", kind->algorithm);
    EVP_PKEY_free(read);
    BIO_free(bio);
    bio = BIO_new(BIO_s_mem());
    CHECK(i2d_PKCS8PrivateKey_bio(bio, key, EVP_aes_128_cbc(), NULL, 0, NULL, right) &&
              (read = d2i_PKCS8PrivateKey_bio(bio, NULL, NULL, right)) != NULL && same(key, read),
          "%s, encrypted DER", kind->algorithm);
    EVP_PKEY_free(read);
    BIO_free(bio);

    bio = BIO_new(BIO_s_mem());
    CHECK(EVP_PKEY_print_private(bio, key, 0, NULL) == 1 && BIO_get_mem_data(bio, &text) > 100, "%s as text",
          kind->algorithm);
    BIO_free(bio);
    read = EVP_PKEY_dup(key);
    CHECK(same(key, read), "%s, copied", kind->algorithm);
    EVP_PKEY_free(read);
}

static void facts(const KIND *kind, EVP_PKEY *key) {
    char text[80];
    size_t length = 0;
    CHECK(EVP_PKEY_get_bits(key) == 8 * kind->width && EVP_PKEY_get_size(key) == 2 * kind->width &&
              EVP_PKEY_get_security_bits(key) == 4 * kind->width,
          "%s tells its sizes", kind->algorithm);
    CHECK(EVP_PKEY_get_default_digest_name(key, text, sizeof text) == 2 && strcmp(text, kind->digest) == 0,
          "%s tells its digest: %s", kind->algorithm, text);
    CHECK(EVP_PKEY_is_a(key, kind->key_identifier), "%s by its identifier", kind->algorithm);
    CHECK(EVP_PKEY_get_group_name(key, text, sizeof text, &length) == 1 && strncmp(text, "KZ-", 3) == 0,
          "%s tells its curve", kind->algorithm);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    CHECK(EVP_PKEY_check(context) == 1 && EVP_PKEY_public_check(context) == 1 && EVP_PKEY_pairwise_check(context) == 1,
          "%s is sound", kind->algorithm);
    EVP_PKEY_CTX_free(context);
}

static void imports(const KIND *kind, EVP_PKEY *key) {
    const size_t width = (size_t)kind->width;
    unsigned char bytes[130] = {0}, other[130];
    size_t length = 0;
    BIGNUM *d = NULL, *q = NULL;
    CHECK(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, bytes, 128, &length) && length == 2 * width &&
              EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &d),
          "%s gives its numbers", kind->algorithm);
    BN_hex2bn(&q, kind->order);
#define IMPORTS(...) ((made = import(kind, __VA_ARGS__)) != NULL)
    EVP_PKEY *made = NULL;
    CHECK(IMPORTS(bytes, length, NULL, NULL) && same(key, made), "%s, public", kind->algorithm);
    EVP_PKEY_free(made);
    CHECK(IMPORTS(NULL, 0, d, NULL) && same(key, made), "%s, private alone", kind->algorithm);
    EVP_PKEY_free(made);
    CHECK(IMPORTS(bytes, length, d, kind->group_identifier) && same(key, made), "%s, both", kind->algorithm);
    EVP_PKEY_free(made);
    CHECK(!IMPORTS(bytes, length, d, "P-256"), "%s, another curve", kind->algorithm);
    CHECK(!IMPORTS(bytes, length - 1, NULL, NULL), "%s, short", kind->algorithm);
    CHECK(!IMPORTS(bytes, length + 1, NULL, NULL), "%s, long", kind->algorithm);

    memset(other, 0, sizeof other);
    CHECK(!IMPORTS(other, length, NULL, NULL), "%s, (0, 0)", kind->algorithm);
    memset(other, 0xff, sizeof other);
    CHECK(!IMPORTS(other, length, NULL, NULL), "%s, coordinates above p", kind->algorithm);
    int refused = 1;
    for (size_t bit = 0; bit < 8 * length; bit += 3) {
        memcpy(other, bytes, length);
        other[bit / 8] ^= (unsigned char)(1 << bit % 8);
        refused &= !IMPORTS(other, length, NULL, NULL);
        EVP_PKEY_free(made);
    }
    CHECK(refused, "%s, points off the curve", kind->algorithm);
    EVP_PKEY *stranger = generate(kind);
    EVP_PKEY_get_octet_string_param(stranger, OSSL_PKEY_PARAM_PUB_KEY, other, 128, &length);
    CHECK(!IMPORTS(other, length, d, NULL), "%s, another's public key", kind->algorithm);
    EVP_PKEY_free(stranger);

    CHECK(!IMPORTS(NULL, 0, q, NULL), "%s, d = q", kind->algorithm);
    BN_sub_word(q, 1);
    CHECK(IMPORTS(NULL, 0, q, NULL), "%s, d = q - 1", kind->algorithm);
    EVP_PKEY_free(made);
    BN_zero(q);
    CHECK(!IMPORTS(NULL, 0, q, NULL), "%s, d = 0", kind->algorithm);
    BN_free(q);
    BN_clear_free(d);
}

// p + 3 for the 512-bit curve, whose generator has x = 3: the same number modulo p, and refused.
static void not_reduced(void) {
    static const char p_plus_3[] = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                                   "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdca";
    static const char y[] = "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921"
                            "df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4";
    unsigned char bytes[128] = {3};
    size_t length = 0;
    unsigned char *half = from_hex_reversed(y, &length);
    memcpy(bytes + 64, half, 64);
    OPENSSL_free(half);
    EVP_PKEY *key = import(&kinds[0], bytes, 128, NULL, NULL);
    CHECK(key != NULL, "the generator is a public key");
    EVP_PKEY_free(key);
    half = from_hex_reversed(p_plus_3, &length);
    memcpy(bytes, half, 64);
    OPENSSL_free(half);
    key = import(&kinds[0], bytes, 128, NULL, NULL);
    CHECK(key == NULL, "x + p is refused");
}

// A SubjectPublicKeyInfo or PrivateKeyInfo that is cut, or has a bit flipped, is refused, or is another key.
static void mutations(const KIND *kind, EVP_PKEY *key) {
    unsigned char *spki = NULL, *info_der = NULL;
    const int spki_length = i2d_PUBKEY(key, &spki);
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    const int info_length = i2d_PKCS8_PRIV_KEY_INFO(info, &info_der);
    PKCS8_PRIV_KEY_INFO_free(info);
    int refused = 1;
    for (int length = 0; length < spki_length; length++) {
        const unsigned char *at = spki;
        refused &= d2i_PUBKEY(NULL, &at, length) == NULL;
    }
    for (int length = 0; length < info_length; length++) {
        const unsigned char *at = info_der;
        refused &= d2i_AutoPrivateKey(NULL, &at, length) == NULL;
    }
    CHECK(refused, "%s, cut encodings", kind->algorithm);
    refused = 1;
    for (int bit = 0; bit < 8 * spki_length; bit++) {
        spki[bit / 8] ^= (unsigned char)(1 << bit % 8);
        const unsigned char *at = spki;
        EVP_PKEY *read = d2i_PUBKEY(NULL, &at, spki_length);
        // SubjectPublicKeyInfo that is shorter than its buffer is another one, followed by other bytes.
        if (read != NULL) {
            refused = 0;
            CHECK(0, "%s, bit %d of a public key", kind->algorithm, bit);
        }
        EVP_PKEY_free(read);
        spki[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    CHECK(refused, "%s, flipped bits of a public key", kind->algorithm);
    for (int bit = 0; bit < 8 * info_length; bit++) {
        info_der[bit / 8] ^= (unsigned char)(1 << bit % 8);
        OSSL_DECODER_CTX *context = NULL;
        EVP_PKEY *read = NULL;
        context = OSSL_DECODER_CTX_new_for_pkey(&read, "DER", "PrivateKeyInfo", NULL, EVP_PKEY_KEYPAIR, NULL, NULL);
        const unsigned char *at = info_der;
        size_t left = (size_t)info_length;
        OSSL_DECODER_from_data(context, &at, &left);
        if (read != NULL && same(key, read)) {
            // Only the version is not looked at.
            CHECK(bit / 8 < 6, "%s, bit %d of a private key", kind->algorithm, bit);
        }
        EVP_PKEY_free(read);
        OSSL_DECODER_CTX_free(context);
        info_der[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    ERR_clear_error();
    OPENSSL_free(spki);
    OPENSSL_free(info_der);
}

void test_keys(void) {
    for (int i = 0; i < KINDS; i++) {
        EVP_PKEY *key = generate(&kinds[i]);
        round_trips(&kinds[i], key);
        facts(&kinds[i], key);
        imports(&kinds[i], key);
        mutations(&kinds[i], key);
        EVP_PKEY_free(key);
    }
    not_reduced();
}
