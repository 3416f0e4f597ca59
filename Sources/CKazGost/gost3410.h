// The signature of GOST R 34.10-2012 (RFC 7091), which Kazakhstan adopted as ST RK GOST R 34.10-2015 and, with 256-bit
// keys and another digest, as GOST 34.310-2004. A signature is r || s, each little-endian in the curve's width.
#ifndef KG_GOST3410_H
#define KG_GOST3410_H

#include "curve.h"

// Whether `signature` is one over a message whose digest is `digest` by the key of `public_key`: 1 if so, 0 if not,
// -1 if memory ran out. `public_key` must have passed kg_curve_is_public_key; `digest` is of the curve's width.
int kg_gost3410_verify(const KG_CURVE *curve, const EC_POINT *public_key, const unsigned char *digest,
                       const unsigned char *signature, size_t signature_length, BN_CTX *bn);

// Signs; `signature` has room for twice the curve's width. The nonce is drawn from OpenSSL's private generator and
// mixed with the key and the digest, so that a weak generator alone does not give the key away.
int kg_gost3410_sign(const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                     unsigned char *signature, OSSL_LIB_CTX *libctx);

// Signs with a nonce that is given: 1 if done, 0 if this nonce is of no use and another must be tried, -1 on failure.
int kg_gost3410_sign_with(const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                          const BIGNUM *nonce, unsigned char *signature, BN_CTX *bn);

// The public key of a private one: private_key times the generator.
EC_POINT *kg_gost3410_public_key(const KG_CURVE *curve, const BIGNUM *private_key, BN_CTX *bn);

// A private key, evenly distributed in 1 … q - 1.
BIGNUM *kg_gost3410_private_key(const KG_CURVE *curve, OSSL_LIB_CTX *libctx);

#endif
