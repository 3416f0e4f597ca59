// Multiples of points by our own arithmetic against libcrypto's EC_GROUP.
#include "check.h"

#include "family.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const KG_CURVE *curve;
    BN_CTX *bn;
    EC_POINT *point, *sum;
} TRIAL;

// Whether both agree on z1 G + z2 P, and on z1 G.
static int agrees(const TRIAL *trial, const BIGNUM *z1, const BIGNUM *z2) {
    const KG_CURVE *curve = trial->curve;
    const int width = (int)curve->width;
    unsigned char first[64], second[64], point[128], found[128], expected[128];
    BN_bn2lebinpad(z1, first, width);
    BN_bn2lebinpad(z2, second, width);
    kg_curve_encode_point(curve, trial->point, point, trial->bn);
    EC_POINT_mul(curve->group, trial->sum, z1, trial->point, z2, trial->bn);
    int finite = kg_curve_encode_point(curve, trial->sum, expected, trial->bn);
    int same = curve->fast->multiply_sum(first, second, point, found) == finite &&
               (!finite || memcmp(found, expected, 2 * curve->width) == 0);
    EC_POINT_mul(curve->group, trial->sum, z1, NULL, NULL, trial->bn);
    finite = kg_curve_encode_point(curve, trial->sum, expected, trial->bn);
    same &= curve->fast->multiply_generator(first, found) == finite &&
            (!finite || memcmp(found, expected, 2 * curve->width) == 0);
    return same;
}

static void curve(const KG_FAMILY *family, long rounds) {
    KG_CURVE *curve = kg_curve_new(family->curve, NULL);
    if (curve->fast == NULL) {
        skip("%s is libcrypto's alone", family->group);
        kg_curve_free(curve);
        return;
    }
    TRIAL trial = {curve, BN_CTX_new(), EC_POINT_new(curve->group), EC_POINT_new(curve->group)};
    BIGNUM *z1 = BN_new(), *z2 = BN_new(), *number = BN_new();

    // The generator and its negative as the point, and numbers at the ends: sums vanish, and equal points are added.
    int good = 1;
    for (int sign = 0; sign < 2; sign++) {
        EC_POINT_copy(trial.point, EC_GROUP_get0_generator(curve->group));
        if (sign) {
            EC_POINT_invert(curve->group, trial.point, trial.bn);
        }
        for (int i = -20; i <= 20; i++) {
            for (int j = -20; j <= 20; j++) {
                BN_set_word(z1, (BN_ULONG)abs(i));
                BN_set_word(z2, (BN_ULONG)abs(j));
                if (i < 0) {
                    BN_sub(z1, curve->q, z1);
                }
                if (j < 0) {
                    BN_sub(z2, curve->q, z2);
                }
                good &= agrees(&trial, z1, z2);
            }
        }
    }
    CHECK(good, "%s, numbers at the ends", family->group);
    good = 1;
    for (int bit = 0; bit < BN_num_bits(curve->q) - 1; bit++) {
        BN_zero(z1);
        BN_set_bit(z1, bit);
        BN_sub(z2, curve->q, z1);
        good &= agrees(&trial, z1, z2) && agrees(&trial, z2, z1);
    }
    CHECK(good, "%s, powers of two", family->group);
    good = 1;
    for (long i = 0; i < rounds; i++) {
        BN_rand_range(number, curve->q);
        BN_rand_range(z1, curve->q);
        BN_rand_range(z2, curve->q);
        if (i % 10 == 0) {
            EC_POINT_mul(curve->group, trial.point, number, NULL, NULL, trial.bn);
        }
        good &= EC_POINT_is_at_infinity(curve->group, trial.point) || agrees(&trial, z1, z2);
    }
    CHECK(good, "%s, %ld random numbers", family->group, rounds);
    BN_free(z1);
    BN_free(z2);
    BN_free(number);
    EC_POINT_free(trial.point);
    EC_POINT_free(trial.sum);
    BN_CTX_free(trial.bn);
    kg_curve_free(curve);
}

void test_multiples(void) {
    const char *wanted = getenv("KAZGOST_ROUNDS");
    const long rounds = wanted != NULL ? atol(wanted) / 20 : 300;
    for (int i = 0; i < KG_FAMILIES; i++) {
        curve(&kg_families[i], rounds);
    }
}
