// The arithmetic of fast_field.h against libcrypto's BIGNUM. Included once for each field, with LIMBS, FOLD and TEST.
#include "check.h"

#include "fast_field.h"

#include <openssl/bn.h>
#include <openssl/rand.h>
#include <stdlib.h>

static BIGNUM *p;

static BIGNUM *to_bignum(const FIELD *number) {
    uint8_t bytes[8 * LIMBS];
    field_store(bytes, number);
    return BN_lebin2bn(bytes, sizeof bytes, NULL);
}

// Whether a representative and a number below p are the same element, before and after it is made canonical.
static int is(FIELD number, const BIGNUM *expected) {
    BIGNUM *before = to_bignum(&number), *remainder = BN_new();
    BN_CTX *bn = BN_CTX_new();
    BN_nnmod(remainder, before, p, bn);
    field_canonical(&number);
    BIGNUM *after = to_bignum(&number);
    const int equal = BN_cmp(remainder, expected) == 0 && BN_cmp(after, expected) == 0;
    BN_free(before);
    BN_free(remainder);
    BN_free(after);
    BN_CTX_free(bn);
    return equal;
}

// Random, or near one of the ends: 0, p, 2^(64 LIMBS); or mostly ones or mostly zeros.
static FIELD pick(unsigned kind) {
    FIELD number;
    RAND_bytes((unsigned char *)&number, sizeof number);
    const uint64_t small = number.limb[0] % (3 * FOLD);
    if (kind % 4 == 1) {
        memset(&number, 0, sizeof number);
        number.limb[0] = small;
    } else if (kind % 4 == 2) {
        memset(&number, 0xff, sizeof number);
        number.limb[0] -= small;
    } else if (kind % 4 == 3) {
        for (int i = 0; i < LIMBS; i++) {
            number.limb[i] = number.limb[i] & 1 ? ~(uint64_t)0 : 0;
        }
    }
    return number;
}

void TEST(void) {
    const char *wanted = getenv("KAZGOST_ROUNDS");
    const long rounds = wanted != NULL ? atol(wanted) : 20000;
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *expected = BN_new();
    p = BN_new();
    BN_set_bit(p, 64 * LIMBS);
    BN_sub_word(p, FOLD);
    int added = 1, subtracted = 1, multiplied = 1, squared = 1, inverted = 1;
    for (long i = 0; i < rounds; i++) {
        const FIELD first = pick((unsigned)i), second = pick((unsigned)i / 4);
        BIGNUM *a = to_bignum(&first), *b = to_bignum(&second);
        FIELD result;
        field_add(&result, &first, &second);
        BN_mod_add(expected, a, b, p, bn);
        added &= is(result, expected);
        field_subtract(&result, &first, &second);
        BN_mod_sub(expected, a, b, p, bn);
        subtracted &= is(result, expected);
        field_multiply(&result, &first, &second);
        BN_mod_mul(expected, a, b, p, bn);
        multiplied &= is(result, expected);
        field_square(&result, &first);
        BN_mod_sqr(expected, a, p, bn);
        squared &= is(result, expected);
        if (i % 64 < 4) {
            field_invert(&result, &first);
            BN_nnmod(a, a, p, bn);
            if (BN_is_zero(a)) {
                BN_zero(expected);
            } else {
                BN_mod_inverse(expected, a, p, bn);
            }
            inverted &= is(result, expected);
        }
        BN_free(a);
        BN_free(b);
    }
    CHECK(added, "%d limbs, sums", LIMBS);
    CHECK(subtracted, "%d limbs, differences", LIMBS);
    CHECK(multiplied, "%d limbs, products", LIMBS);
    CHECK(squared, "%d limbs, squares", LIMBS);
    CHECK(inverted, "%d limbs, inverses", LIMBS);
    BN_free(expected);
    BN_free(p);
    BN_CTX_free(bn);
}
