// The examples of GOST R 34.10-2012 (appendix A; the first is also in RFC 7091 section 7), whose curves are not those
// of any algorithm here, and published facts about the curves that are.
#include "check.h"

#include "family.h"
#include "gost3410.h"
#include "nonce.h"

#include <openssl/rand.h>
#include <string.h>

typedef struct {
    const char *name;
    KG_CURVE_PARAMETERS curve;
    const char *d, *e, *k, *r, *s, *qx, *qy;
} EXAMPLE;

static const EXAMPLE examples[] = {
    {
        .name = "GOST R 34.10-2012 A.1",
        .curve =
            {
                .p = "8000000000000000000000000000000000000000000000000000000000000431",
                .a = "7",
                .b = "5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7e",
                .q = "8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3",
                .x = "2",
                .y = "08e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8",
                .cofactor = 1,
                .width = 32,
            },
        .d = "7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28",
        .e = "2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5",
        .k = "77105c9b20bcd3122823c8cf6fcc7b956de33814e95b7fe64fed924594dceab3",
        .r = "41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493",
        .s = "01456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40",
        .qx = "7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80b",
        .qy = "26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77da",
    },
    {
        // A digest of zero counts as one (section 6.1 step 2).
        .name = "A.1 with a digest of zero",
        .curve =
            {
                .p = "8000000000000000000000000000000000000000000000000000000000000431",
                .a = "7",
                .b = "5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7e",
                .q = "8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3",
                .x = "2",
                .y = "08e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8",
                .cofactor = 1,
                .width = 32,
            },
        .d = "7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28",
        .e = "0000000000000000000000000000000000000000000000000000000000000000",
        .k = "77105c9b20bcd3122823c8cf6fcc7b956de33814e95b7fe64fed924594dceab3",
        .r = "41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493",
        .s = "2101dcccabe45df9feb8bae91fb31a8872687a181c23587c3274cb3f88b4650c",
        .qx = "7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80b",
        .qy = "26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77da",
    },
    {
        .name = "GOST R 34.10-2012 A.2",
        .curve =
            {
                .p = "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15d"
                     "f1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373",
                .a = "7",
                .b = "1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac43"
                     "61834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adc",
                .q = "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15d"
                     "a82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6df",
                .x = "24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762"
                     "fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9a",
                .y = "2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c"
                     "83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371e",
                .cofactor = 1,
                .width = 64,
            },
        .d = "0ba6048aadae241ba40936d47756d7c93091a0e8514669700ee7508e508b1020"
             "72e8123b2200a0563322dad2827e2714a2636b7bfd18aadfc62967821fa18dd4",
        .e = "3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c591"
             "7184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8c",
        .k = "0359e7f4b1410feacc570456c6801496946312120b39d019d455986e364f3658"
             "86748ed7a44b3e794434006011842286212273a6d14cf70ea3af71bb1ae679f1",
        .r = "2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd3"
             "5492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36",
        .s = "1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5"
             "823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4a",
        .qx = "115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd"
              "5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1",
        .qy = "37c7c90cd40b0f5621dc3ac1b751cfa0e2634fa0503b3d52639f5d7fb72afd61"
              "ea199441d943ffe7f0c70a2759a3cdb84c114e1f9339fdf27f35eca93677beec",
    },
};

// Two numbers, each with the least significant byte first, one after the other.
static void join(unsigned char *joined, const char *first, const char *second) {
    size_t length = 0;
    unsigned char *bytes = from_hex_reversed(first, &length);
    memcpy(joined, bytes, length);
    OPENSSL_free(bytes);
    bytes = from_hex_reversed(second, &length);
    memcpy(joined + length, bytes, length);
    OPENSSL_free(bytes);
}

static void standard(const EXAMPLE *example) {
    BN_CTX *bn = BN_CTX_new();
    KG_CURVE *curve = kg_curve_new(&example->curve, NULL);
    BIGNUM *d = NULL, *k = NULL;
    BN_hex2bn(&d, example->d);
    BN_hex2bn(&k, example->k);
    const size_t length = 2 * example->curve.width;
    size_t digest_length = 0;
    unsigned char *digest = from_hex_reversed(example->e, &digest_length);
    unsigned char expected[2 * KG_WIDTH_MAXIMUM], found[2 * KG_WIDTH_MAXIMUM];

    EC_POINT *point = kg_gost3410_public_key(curve, d, bn);
    join(expected, example->qx, example->qy);
    CHECK(kg_curve_encode_point(curve, point, found, bn) && memcmp(found, expected, length) == 0,
          "the public key of %s", example->name);
    join(expected, example->r, example->s);
    CHECK(kg_gost3410_sign_with(curve, d, digest, k, found, bn) == 1 && memcmp(found, expected, length) == 0,
          "the signature of %s", example->name);
    CHECK(kg_gost3410_verify(curve, point, digest, expected, length, bn) == 1, "%s verifies", example->name);
    digest[0] ^= 2;
    CHECK(kg_gost3410_verify(curve, point, digest, expected, length, bn) == 0, "%s with another digest", example->name);

    BIGNUM *one = BN_dup(BN_value_one());
    BN_zero(one);
    CHECK(kg_gost3410_sign_with(curve, d, digest, curve->q, found, bn) != 1, "%s with a nonce of q", example->name);
    CHECK(kg_gost3410_sign_with(curve, d, digest, one, found, bn) != 1, "%s with a nonce of zero", example->name);
    BN_free(one);
    OPENSSL_free(digest);
    EC_POINT_free(point);
    BN_free(d);
    BN_free(k);
    kg_curve_free(curve);
    BN_CTX_free(bn);
}

// q G = O, G is in the group, and p + 1 - hq is within Hasse's bound.
static void group(const KG_FAMILY *family) {
    BN_CTX *bn = BN_CTX_new();
    KG_CURVE *curve = kg_curve_new(family->curve, NULL);
    const EC_POINT *generator = EC_GROUP_get0_generator(curve->group);
    EC_POINT *multiple = EC_POINT_new(curve->group);
    CHECK(EC_GROUP_check(curve->group, bn), "%s", family->group);
    CHECK(EC_POINT_mul(curve->group, multiple, NULL, generator, curve->q, bn) &&
              EC_POINT_is_at_infinity(curve->group, multiple),
          "q times the generator of %s", family->group);
    CHECK(kg_curve_is_public_key(curve, generator, bn), "the generator of %s is a public key", family->group);
    CHECK(!kg_curve_is_public_key(curve, multiple, bn), "infinity is no public key of %s", family->group);

    // Where the cofactor is above 1, most points are outside the group.
    int outside = 0, wrong = 0;
    BIGNUM *x = BN_new();
    for (BN_ULONG i = 1; i < 40; i++) {
        BN_set_word(x, i);
        EC_POINT *point = EC_POINT_new(curve->group);
        if (EC_POINT_set_compressed_coordinates(curve->group, point, x, 1, bn)) {
            EC_POINT_mul(curve->group, multiple, NULL, point, curve->q, bn);
            const int inside = EC_POINT_is_at_infinity(curve->group, multiple);
            outside += !inside;
            wrong += inside != kg_curve_is_public_key(curve, point, bn);
        }
        EC_POINT_free(point);
    }
    CHECK(wrong == 0 && (outside > 0) == (family->curve->cofactor > 1), "points outside the group of %s",
          family->group);
    BN_free(x);
    EC_POINT_free(multiple);
    kg_curve_free(curve);
    BN_CTX_free(bn);
}

// Nonces are in range, differ by key, digest and random bytes, and are a function of them.
static void nonces(const KG_FAMILY *family) {
    KG_CURVE *curve = kg_curve_new(family->curve, NULL);
    BIGNUM *d = BN_new(), *k[4] = {BN_new(), BN_new(), BN_new(), BN_new()};
    unsigned char digest[KG_WIDTH_MAXIMUM] = {1}, random[KG_WIDTH_MAXIMUM] = {2};
    KG_NONCE nonce;
    BN_set_word(d, 5);
    for (int i = 0; i < 4; i++) {
        digest[1] = i == 1;
        random[1] = i == 2;
        CHECK(kg_nonce_seed(&nonce, curve, d, digest, random) && kg_nonce_next(&nonce, curve, k[i]), "a nonce");
    }
    CHECK(BN_cmp(k[0], k[3]) == 0 && BN_cmp(k[0], k[1]) != 0 && BN_cmp(k[0], k[2]) != 0,
          "nonces of %s depend on digest and random bytes", family->name);
    int good = 1;
    for (int i = 0; i < 1000; i++) {
        good &= kg_nonce_next(&nonce, curve, k[0]) && !BN_is_zero(k[0]) && BN_cmp(k[0], curve->q) < 0 &&
                BN_cmp(k[0], k[3]) != 0;
    }
    CHECK(good, "a thousand nonces of %s in range", family->name);
    for (int i = 0; i < 4; i++) {
        BN_free(k[i]);
    }
    BN_free(d);
    kg_curve_free(curve);
}

void test_signature_examples(void) {
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        standard(&examples[i]);
    }
    for (int i = 0; i < KG_FAMILIES; i++) {
        group(&kg_families[i]);
        nonces(&kg_families[i]);
    }
}
