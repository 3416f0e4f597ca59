// The field of p = 2^(64 LIMBS) - FOLD elements. Included once for each prime, with LIMBS and FOLD defined.
//
// A number is any of the up to two representatives below 2^(64 LIMBS); `field_canonical` chooses the one below p.
// Nothing here branches on a number or looks anything up by it.

#include "bytes.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

__extension__ typedef unsigned __int128 WIDE;

typedef struct {
    uint64_t limb[LIMBS];
} FIELD;

// a + b + carry and a - b - borrow, carry and borrow being 0 or 1. Compilers make one instruction of the first form
// only.
#ifdef __x86_64__
static inline unsigned char add_carry(unsigned char carry, uint64_t a, uint64_t b, uint64_t *result) {
    unsigned long long sum;
    carry = _addcarry_u64(carry, a, b, &sum);
    *result = sum;
    return carry;
}

static inline unsigned char subtract_borrow(unsigned char borrow, uint64_t a, uint64_t b, uint64_t *result) {
    unsigned long long difference;
    borrow = _subborrow_u64(borrow, a, b, &difference);
    *result = difference;
    return borrow;
}
#else
static inline unsigned char add_carry(unsigned char carry, uint64_t a, uint64_t b, uint64_t *result) {
    const WIDE sum = (WIDE)a + b + carry;
    *result = (uint64_t)sum;
    return (unsigned char)(sum >> 64);
}

static inline unsigned char subtract_borrow(unsigned char borrow, uint64_t a, uint64_t b, uint64_t *result) {
    const WIDE difference = (WIDE)a - b - borrow;
    *result = (uint64_t)difference;
    return (unsigned char)(difference >> 64) & 1;
}
#endif

// result += amount, which is some multiple of FOLD, of at most 32 bits: 2^(64 LIMBS) is FOLD modulo p. If that carries
// out of the top, what is left is so small that adding FOLD once more cannot.
static inline void fold(FIELD *result, uint64_t amount) {
    unsigned char carry = add_carry(0, result->limb[0], amount, &result->limb[0]);
#pragma GCC unroll 8
    for (int i = 1; i < LIMBS; i++) {
        carry = add_carry(carry, result->limb[i], 0, &result->limb[i]);
    }
    result->limb[0] += (uint64_t)carry * FOLD;
}

static inline void field_add(FIELD *result, const FIELD *a, const FIELD *b) {
    unsigned char carry = 0;
#pragma GCC unroll 8
    for (int i = 0; i < LIMBS; i++) {
        carry = add_carry(carry, a->limb[i], b->limb[i], &result->limb[i]);
    }
    fold(result, (uint64_t)carry * FOLD);
}

static inline void field_subtract(FIELD *result, const FIELD *a, const FIELD *b) {
    unsigned char borrow = 0;
#pragma GCC unroll 8
    for (int i = 0; i < LIMBS; i++) {
        borrow = subtract_borrow(borrow, a->limb[i], b->limb[i], &result->limb[i]);
    }
    // As in fold, downwards.
    borrow = subtract_borrow(0, result->limb[0], (uint64_t)borrow * FOLD, &result->limb[0]);
#pragma GCC unroll 8
    for (int i = 1; i < LIMBS; i++) {
        borrow = subtract_borrow(borrow, result->limb[i], 0, &result->limb[i]);
    }
    result->limb[0] -= (uint64_t)borrow * FOLD;
}

static inline void reduce(FIELD *result, const uint64_t product[2 * LIMBS]) {
    WIDE sum = 0;
    for (int i = 0; i < LIMBS; i++) {
        sum += (WIDE)product[LIMBS + i] * FOLD + product[i];
        result->limb[i] = (uint64_t)sum;
        sum >>= 64;
    }
    fold(result, (uint64_t)sum * FOLD);
}

static void field_multiply(FIELD *result, const FIELD *a, const FIELD *b) {
    uint64_t product[2 * LIMBS];
    WIDE sum = 0;
    for (int j = 0; j < LIMBS; j++) {
        sum += (WIDE)a->limb[0] * b->limb[j];
        product[j] = (uint64_t)sum;
        sum >>= 64;
    }
    product[LIMBS] = (uint64_t)sum;
#pragma GCC unroll 8
    for (int i = 1; i < LIMBS; i++) {
        sum = 0;
#pragma GCC unroll 8
        for (int j = 0; j < LIMBS; j++) {
            sum += (WIDE)a->limb[i] * b->limb[j] + product[i + j];
            product[i + j] = (uint64_t)sum;
            sum >>= 64;
        }
        product[i + LIMBS] = (uint64_t)sum;
    }
    reduce(result, product);
}

static void field_square(FIELD *result, const FIELD *a) {
    // The products of two different limbs, once; then everything doubled, and the squares added.
    uint64_t product[2 * LIMBS] = {0};
#pragma GCC unroll 8
    for (int i = 0; i < LIMBS - 1; i++) {
        WIDE sum = 0;
#pragma GCC unroll 8
        for (int j = i + 1; j < LIMBS; j++) {
            sum += (WIDE)a->limb[i] * a->limb[j] + product[i + j];
            product[i + j] = (uint64_t)sum;
            sum >>= 64;
        }
        product[i + LIMBS] = (uint64_t)sum;
    }
    WIDE sum = 0;
    uint64_t above = 0;
#pragma GCC unroll 8
    for (int i = 0; i < LIMBS; i++) {
        const WIDE square = (WIDE)a->limb[i] * a->limb[i];
        const uint64_t low = product[2 * i], high = product[2 * i + 1];
        sum += (WIDE)(low << 1 | above) + (uint64_t)square;
        product[2 * i] = (uint64_t)sum;
        sum >>= 64;
        sum += (WIDE)(high << 1 | low >> 63) + (uint64_t)(square >> 64);
        product[2 * i + 1] = (uint64_t)sum;
        sum >>= 64;
        above = high >> 63;
    }
    reduce(result, product);
}

// Subtracts p if the number is not below it: adding FOLD then carries out of the top.
static inline void field_canonical(FIELD *number) {
    FIELD reduced;
    WIDE sum = FOLD;
    for (int i = 0; i < LIMBS; i++) {
        sum += number->limb[i];
        reduced.limb[i] = (uint64_t)sum;
        sum >>= 64;
    }
    const uint64_t mask = 0 - (uint64_t)sum;
    for (int i = 0; i < LIMBS; i++) {
        number->limb[i] = (reduced.limb[i] & mask) | (number->limb[i] & ~mask);
    }
}

// a^(p - 2), four bits of the exponent at a time: all are 1111 but the lowest. Zero stays zero.
static void field_invert(FIELD *result, const FIELD *a) {
    FIELD power[16] = {{{1}}, *a}, value;
    for (int i = 2; i < 16; i++) {
        field_multiply(&power[i], &power[i - 1], a);
    }
    value = power[15];
    for (int i = 16 * LIMBS - 2; i >= 0; i--) {
        for (int j = 0; j < 4; j++) {
            field_square(&value, &value);
        }
        const uint64_t digits = (uint64_t)0 - FOLD - 2;
        field_multiply(&value, &value, &power[i >= 16 ? 15 : digits >> 4 * i & 15]);
    }
    *result = value;
}

static inline void field_load(FIELD *number, const uint8_t *bytes) {
    for (int i = 0; i < LIMBS; i++) {
        number->limb[i] = kg_load64(bytes + 8 * i);
    }
}

// `number` must be canonical.
static inline void field_store(uint8_t *bytes, const FIELD *number) {
    for (int i = 0; i < LIMBS; i++) {
        kg_store64(bytes + 8 * i, number->limb[i]);
    }
}

static inline int field_is_zero(const FIELD *canonical) {
    uint64_t any = 0;
    for (int i = 0; i < LIMBS; i++) {
        any |= canonical->limb[i];
    }
    return any == 0;
}
