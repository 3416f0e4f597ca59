// Own arithmetic for the two curves of real certificates, whose primes are 2^n - c and whose a is -3. The rest of the
// provider does without it where the compiler has no 128-bit integers.
#ifndef KG_FAST_H
#define KG_FAST_H

#include <stdint.h>

// Numbers are little-endian in the curve's width, points X || Y with coordinates below p. Both functions return 0 if
// the product is infinity.
typedef struct {
    // A scalar times the generator, in constant time.
    int (*multiply_generator)(const uint8_t *scalar, uint8_t *product);
    // z1 times the generator plus z2 times a point, in time that depends on all three.
    int (*multiply_sum)(const uint8_t *z1, const uint8_t *z2, const uint8_t *point, uint8_t *product);
} KG_FAST;

#ifdef __SIZEOF_INT128__
extern const KG_FAST kg_fast_512_a;
extern const KG_FAST kg_fast_pkigovkz_a;
#define KG_FAST_512_A (&kg_fast_512_a)
#define KG_FAST_PKIGOVKZ_A (&kg_fast_pkigovkz_a)
#else
#define KG_FAST_512_A NULL
#define KG_FAST_PKIGOVKZ_A NULL
#endif

#endif
