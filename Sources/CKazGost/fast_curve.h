// Points of y^2 = x^3 - 3x + b over that field, and the two products that signatures need. Included once for each
// curve, after fast_field.h, with CURVE and EXPORT defined.
//
// Points are (X : Y : Z) with x = X/Z, y = Y/Z, infinity being (0 : 1 : 0). The formulas are the complete ones of
// Renes, Costello and Batina (Complete addition formulas for prime order elliptic curves, 2016): with an odd order no
// pair of points is an exception, so that there is nothing to branch on.

#include "curve.h"

#include <openssl/crypto.h>
#include <stdlib.h>

typedef struct {
    FIELD x, y, z;
} POINT;

typedef struct {
    FIELD x, y;
} AFFINE;

#define WINDOWS (16 * LIMBS)

// table[i][j] is j 16^i times the generator; j = 0 stands for infinity.
static AFFINE table[WINDOWS][16];
static CRYPTO_ONCE once_table = CRYPTO_ONCE_STATIC_INIT;
static int ready_table;

// The odd multiples of the generator, for digits of GENERATOR_WIDTH bits.
#define GENERATOR_WIDTH 7
#define POINT_WIDTH 5
static POINT odd_base[1 << (GENERATOR_WIDTH - 2)];
static FIELD b;
static CRYPTO_ONCE once_base = CRYPTO_ONCE_STATIC_INIT;
static int ready_base;

static const POINT infinity = {{{0}}, {{1}}, {{0}}};

// Algorithm 4. `result` may be one of the arguments.
static void point_add(POINT *result, const POINT *p, const POINT *q) {
    FIELD t0, t1, t2, t3, t4, x, y, z;
    field_multiply(&t0, &p->x, &q->x);
    field_multiply(&t1, &p->y, &q->y);
    field_multiply(&t2, &p->z, &q->z);
    field_add(&t3, &p->x, &p->y);
    field_add(&t4, &q->x, &q->y);
    field_multiply(&t3, &t3, &t4);
    field_add(&t4, &t0, &t1);
    field_subtract(&t3, &t3, &t4);
    field_add(&t4, &p->y, &p->z);
    field_add(&x, &q->y, &q->z);
    field_multiply(&t4, &t4, &x);
    field_add(&x, &t1, &t2);
    field_subtract(&t4, &t4, &x);
    field_add(&x, &p->x, &p->z);
    field_add(&y, &q->x, &q->z);
    field_multiply(&x, &x, &y);
    field_add(&y, &t0, &t2);
    field_subtract(&y, &x, &y);
    field_multiply(&z, &b, &t2);
    field_subtract(&x, &y, &z);
    field_add(&z, &x, &x);
    field_add(&x, &x, &z);
    field_subtract(&z, &t1, &x);
    field_add(&x, &t1, &x);
    field_multiply(&y, &b, &y);
    field_add(&t1, &t2, &t2);
    field_add(&t2, &t1, &t2);
    field_subtract(&y, &y, &t2);
    field_subtract(&y, &y, &t0);
    field_add(&t1, &y, &y);
    field_add(&y, &t1, &y);
    field_add(&t1, &t0, &t0);
    field_add(&t0, &t1, &t0);
    field_subtract(&t0, &t0, &t2);
    field_multiply(&t1, &t4, &y);
    field_multiply(&t2, &t0, &y);
    field_multiply(&y, &x, &z);
    field_add(&result->y, &y, &t2);
    field_multiply(&x, &t3, &x);
    field_subtract(&result->x, &x, &t1);
    field_multiply(&z, &t4, &z);
    field_multiply(&t1, &t3, &t0);
    field_add(&result->z, &z, &t1);
}

// Algorithm 6, in place.
static void point_double(POINT *p) {
    FIELD t0, t1, t2, t3, x, y, z;
    field_square(&t0, &p->x);
    field_square(&t1, &p->y);
    field_square(&t2, &p->z);
    field_multiply(&t3, &p->x, &p->y);
    field_add(&t3, &t3, &t3);
    field_multiply(&z, &p->x, &p->z);
    field_add(&z, &z, &z);
    field_multiply(&y, &b, &t2);
    field_subtract(&y, &y, &z);
    field_add(&x, &y, &y);
    field_add(&y, &x, &y);
    field_subtract(&x, &t1, &y);
    field_add(&y, &t1, &y);
    field_multiply(&y, &x, &y);
    field_multiply(&x, &x, &t3);
    field_add(&t3, &t2, &t2);
    field_add(&t2, &t2, &t3);
    field_multiply(&z, &b, &z);
    field_subtract(&z, &z, &t2);
    field_subtract(&z, &z, &t0);
    field_add(&t3, &z, &z);
    field_add(&z, &z, &t3);
    field_add(&t3, &t0, &t0);
    field_add(&t0, &t3, &t0);
    field_subtract(&t0, &t0, &t2);
    field_multiply(&t0, &t0, &z);
    field_add(&y, &y, &t0);
    field_multiply(&t0, &p->y, &p->z);
    field_add(&t0, &t0, &t0);
    field_multiply(&z, &t0, &z);
    field_subtract(&p->x, &x, &z);
    field_multiply(&z, &t0, &t1);
    field_add(&z, &z, &z);
    field_add(&p->z, &z, &z);
    p->y = y;
}

// Doubles `times` times, in place, in variable time. Runs of doublings are cheaper for x = X/Z^2, y = Y/Z^3, by
// dbl-2001-b of the Explicit-Formulas Database, even with the way there and back; infinity has no way back.
static void point_double_run(POINT *p, int times) {
    FIELD delta, gamma, beta, alpha, t, z = p->z;
    field_canonical(&z);
    if (field_is_zero(&z)) {
        return;
    }
    if (times < 2) {
        for (; times > 0; times--) {
            point_double(p);
        }
        return;
    }
    field_multiply(&p->x, &p->x, &p->z);
    field_square(&t, &p->z);
    field_multiply(&p->y, &p->y, &t);
    for (; times > 0; times--) {
        field_square(&delta, &p->z);
        field_square(&gamma, &p->y);
        field_multiply(&beta, &p->x, &gamma);
        field_subtract(&t, &p->x, &delta);
        field_add(&alpha, &p->x, &delta);
        field_multiply(&t, &t, &alpha);
        field_add(&alpha, &t, &t);
        field_add(&alpha, &alpha, &t);
        field_add(&t, &p->y, &p->z);
        field_square(&t, &t);
        field_subtract(&t, &t, &gamma);
        field_subtract(&p->z, &t, &delta);
        field_add(&beta, &beta, &beta);
        field_add(&beta, &beta, &beta);
        field_square(&t, &alpha);
        field_subtract(&t, &t, &beta);
        field_subtract(&p->x, &t, &beta);
        field_subtract(&t, &beta, &p->x);
        field_multiply(&t, &alpha, &t);
        field_square(&gamma, &gamma);
        field_add(&gamma, &gamma, &gamma);
        field_add(&gamma, &gamma, &gamma);
        field_add(&gamma, &gamma, &gamma);
        field_subtract(&p->y, &t, &gamma);
    }
    field_multiply(&p->x, &p->x, &p->z);
    field_square(&t, &p->z);
    field_multiply(&p->z, &p->z, &t);
}

static POINT from_affine(const AFFINE *affine) { return (POINT){affine->x, affine->y, {{1}}}; }

// Fifteen multiples of one base, with a single inversion (Montgomery's trick).
static void fill(AFFINE row[16], const POINT *base) {
    POINT multiple[16];
    FIELD product[16] = {{{1}}}, inverse, one;
    multiple[0] = infinity;
    for (int j = 1; j < 16; j++) {
        point_add(&multiple[j], &multiple[j - 1], base);
        field_multiply(&product[j], &product[j - 1], &multiple[j].z);
    }
    field_invert(&inverse, &product[15]);
    for (int j = 15; j > 0; j--) {
        field_multiply(&one, &inverse, &product[j - 1]);
        field_multiply(&inverse, &inverse, &multiple[j].z);
        field_multiply(&row[j].x, &multiple[j].x, &one);
        field_multiply(&row[j].y, &multiple[j].y, &one);
    }
    row[0] = (AFFINE){infinity.x, infinity.y};
}

static int from_hex(FIELD *number, const char *hex) {
    uint8_t bytes[8 * LIMBS];
    BIGNUM *value = NULL;
    const int read = BN_hex2bn(&value, hex) && BN_bn2lebinpad(value, bytes, sizeof bytes) == sizeof bytes;
    BN_free(value);
    if (read) {
        field_load(number, bytes);
    }
    return read;
}

static void fill_odd(POINT *odd, int count, const POINT *base) {
    POINT twice = *base;
    point_double(&twice);
    odd[0] = *base;
    for (int i = 1; i < count; i++) {
        point_add(&odd[i], &odd[i - 1], &twice);
    }
}

// What verifying needs: a few multiples of the generator.
static void setup_base(void) {
    AFFINE generator;
    if (from_hex(&b, CURVE.b) && from_hex(&generator.x, CURVE.x) && from_hex(&generator.y, CURVE.y)) {
        const POINT base = from_affine(&generator);
        fill_odd(odd_base, 1 << (GENERATOR_WIDTH - 2), &base);
        ready_base = 1;
    }
}

// What signing needs: a large table, which takes some milliseconds.
static void setup_table(void) {
    if (!CRYPTO_THREAD_run_once(&once_base, setup_base) || !ready_base) {
        return;
    }
    POINT base = odd_base[0];
    for (int i = 0; i < WINDOWS; i++) {
        fill(table[i], &base);
        for (int j = 0; j < 4; j++) {
            point_double(&base);
        }
    }
    ready_table = 1;
}

// X || Y of a point; 0 for infinity.
static int store(uint8_t *bytes, POINT *point) {
    FIELD inverse;
    field_canonical(&point->z);
    if (field_is_zero(&point->z)) {
        return 0;
    }
    field_invert(&inverse, &point->z);
    field_multiply(&point->x, &point->x, &inverse);
    field_multiply(&point->y, &point->y, &inverse);
    field_canonical(&point->x);
    field_canonical(&point->y);
    field_store(bytes, &point->x);
    field_store(bytes + 8 * LIMBS, &point->y);
    OPENSSL_cleanse(&inverse, sizeof inverse);
    return 1;
}

// row[digit], having read all of the row.
static POINT choose(const AFFINE row[16], uint64_t digit) {
    POINT chosen = {{{0}}, {{0}}, {{(digit + 15) >> 4}}};
    for (uint64_t j = 0; j < 16; j++) {
        const uint64_t mask = 0 - (((j ^ digit) - 1) >> 63);
        for (int i = 0; i < LIMBS; i++) {
            chosen.x.limb[i] |= row[j].x.limb[i] & mask;
            chosen.y.limb[i] |= row[j].y.limb[i] & mask;
        }
    }
    return chosen;
}

static inline unsigned digit(const uint8_t *scalar, int i) { return scalar[i / 2] >> 4 * (i & 1) & 15; }

static int multiply_generator(const uint8_t *scalar, uint8_t *product) {
    if (!CRYPTO_THREAD_run_once(&once_table, setup_table) || !ready_table) {
        return 0;
    }
    POINT sum = infinity, term;
    for (int i = 0; i < WINDOWS; i++) {
        term = choose(table[i], digit(scalar, i));
        point_add(&sum, &sum, &term);
    }
    const int done = store(product, &sum);
    OPENSSL_cleanse(&sum, sizeof sum);
    OPENSSL_cleanse(&term, sizeof term);
    return done;
}

// The digits of a number, lowest first: zero, or odd and below 2^(width - 1) in size, with at least width - 1 zeros
// after each that is not zero.
static void recode(int8_t digits[64 * LIMBS + 1], const uint8_t *scalar, int width) {
    const uint64_t modulus = (uint64_t)1 << width;
    uint64_t rest[LIMBS + 1] = {0};
    for (int i = 0; i < LIMBS; i++) {
        rest[i] = kg_load64(scalar + 8 * i);
    }
    for (int at = 0; at <= 64 * LIMBS; at++) {
        int64_t taken = 0;
        if (rest[0] & 1) {
            taken = (int64_t)(rest[0] & (modulus - 1));
            taken = taken > (int64_t)modulus / 2 ? taken - (int64_t)modulus : taken;
            // The lowest bits vanish; a negative digit carries.
            rest[0] &= ~(modulus - 1);
            uint64_t carry = taken < 0 ? modulus : 0;
            for (int i = 0; i <= LIMBS && carry != 0; i++) {
                rest[i] += carry;
                carry = rest[i] < carry;
            }
        }
        digits[at] = (int8_t)taken;
        for (int i = 0; i < LIMBS; i++) {
            rest[i] = rest[i] >> 1 | rest[i + 1] << 63;
        }
        rest[LIMBS] >>= 1;
    }
}

static void add_digit(POINT *sum, const POINT *odd, int digit) {
    if (digit != 0) {
        const FIELD zero = {{0}};
        POINT term = odd[abs(digit) / 2];
        if (digit < 0) {
            field_subtract(&term.y, &zero, &term.y);
        }
        point_add(sum, sum, &term);
    }
}

static int multiply_sum(const uint8_t *z1, const uint8_t *z2, const uint8_t *point, uint8_t *product) {
    if (!CRYPTO_THREAD_run_once(&once_base, setup_base) || !ready_base) {
        return 0;
    }
    int8_t digits1[64 * LIMBS + 1], digits2[64 * LIMBS + 1];
    recode(digits1, z1, GENERATOR_WIDTH);
    recode(digits2, z2, POINT_WIDTH);
    POINT odd[1 << (POINT_WIDTH - 2)], base, sum = infinity;
    AFFINE given;
    field_load(&given.x, point);
    field_load(&given.y, point + 8 * LIMBS);
    base = from_affine(&given);
    fill_odd(odd, 1 << (POINT_WIDTH - 2), &base);
    int doublings = 0;
    for (int i = 64 * LIMBS; i >= 0; i--) {
        doublings++;
        if (digits1[i] != 0 || digits2[i] != 0) {
            point_double_run(&sum, doublings);
            doublings = 0;
            add_digit(&sum, odd_base, digits1[i]);
            add_digit(&sum, odd, digits2[i]);
        }
    }
    point_double_run(&sum, doublings);
    return store(product, &sum);
}

const KG_FAST EXPORT = {multiply_generator, multiply_sum};
