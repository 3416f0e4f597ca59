// The elliptic curves of the national signature algorithms, over libcrypto's EC_GROUP.
#ifndef KG_CURVE_H
#define KG_CURVE_H

#include "fast.h"

#include <openssl/bn.h>
#include <openssl/ec.h>

// Parameters in hexadecimal, most significant digit first. y^2 = x^3 + ax + b over the field of p elements.
typedef struct {
    const char *p, *a, *b;
    const char *q; // the order of the group that (x, y) generates
    const char *x, *y;
    unsigned cofactor;
    size_t width;        // of a coordinate and of a scalar, in bytes
    const KG_FAST *fast; // arithmetic of its own, or NULL
} KG_CURVE_PARAMETERS;

extern const KG_CURVE_PARAMETERS kg_curve_512_a;
extern const KG_CURVE_PARAMETERS kg_curve_256_a;
extern const KG_CURVE_PARAMETERS kg_curve_pkigovkz_a;

// A curve made ready. Nothing changes it, so all threads may use it at once.
typedef struct {
    EC_GROUP *group;
    BIGNUM *p, *q;
    BN_MONT_CTX *modulo_q;
    unsigned cofactor;
    size_t width;
    const KG_FAST *fast;
} KG_CURVE;

KG_CURVE *kg_curve_new(const KG_CURVE_PARAMETERS *parameters, OSSL_LIB_CTX *libctx);
void kg_curve_free(KG_CURVE *curve);

// Whether `point` is one that a public key may be: on the curve, not at infinity, and in the group of order q.
int kg_curve_is_public_key(const KG_CURVE *curve, const EC_POINT *point, BN_CTX *bn);

// A point as X || Y, each little-endian in `width` bytes, as public keys are encoded. Reading checks only that the
// coordinates are below p and the point is on the curve.
int kg_curve_encode_point(const KG_CURVE *curve, const EC_POINT *point, unsigned char *bytes, BN_CTX *bn);
EC_POINT *kg_curve_decode_point(const KG_CURVE *curve, const unsigned char *bytes, BN_CTX *bn);

#endif
