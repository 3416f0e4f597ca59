#include "gost3410.h"

#include "nonce.h"

#include <openssl/crypto.h>

#define WIDTH_MAXIMUM 64

// x of scalar times the generator, modulo q: 1 if done, 0 if that is infinity, -1 on failure.
static int generator_x(const KG_CURVE *curve, const BIGNUM *scalar, BIGNUM *x, BN_CTX *bn) {
    EC_POINT *product = kg_gost3410_public_key(curve, scalar, bn);
    int result = -1;
    if (product != NULL && EC_POINT_is_at_infinity(curve->group, product)) {
        result = 0;
    } else if (product != NULL && EC_POINT_get_affine_coordinates(curve->group, product, x, NULL, bn) &&
               BN_nnmod(x, x, curve->q, bn)) {
        result = 1;
    }
    EC_POINT_clear_free(product);
    return result;
}

// x of z1 times the generator plus z2 times a point, modulo q; the same results.
static int sum_x(const KG_CURVE *curve, const BIGNUM *z1, const BIGNUM *z2, const EC_POINT *point, BIGNUM *x,
                 BN_CTX *bn) {
    if (curve->fast != NULL) {
        const int width = (int)curve->width;
        unsigned char first[WIDTH_MAXIMUM], second[WIDTH_MAXIMUM], bytes[2 * WIDTH_MAXIMUM], sum[2 * WIDTH_MAXIMUM];
        if (BN_bn2lebinpad(z1, first, width) != width || BN_bn2lebinpad(z2, second, width) != width ||
            !kg_curve_encode_point(curve, point, bytes, bn)) {
            return -1;
        }
        if (!curve->fast->multiply_sum(first, second, bytes, sum)) {
            return 0;
        }
        return BN_lebin2bn(sum, width, x) != NULL && BN_nnmod(x, x, curve->q, bn) ? 1 : -1;
    }
    EC_POINT *sum = EC_POINT_new(curve->group);
    int result = -1;
    if (sum != NULL && EC_POINT_mul(curve->group, sum, z1, point, z2, bn)) {
        if (EC_POINT_is_at_infinity(curve->group, sum)) {
            result = 0;
        } else if (EC_POINT_get_affine_coordinates(curve->group, sum, x, NULL, bn) && BN_nnmod(x, x, curve->q, bn)) {
            result = 1;
        }
    }
    EC_POINT_free(sum);
    return result;
}

// e of RFC 7091 section 6.1 step 2: the digest as a number, the least significant byte first, modulo q; never zero.
static int digest_number(const KG_CURVE *curve, const unsigned char *digest, BIGNUM *e, BN_CTX *bn) {
    if (BN_lebin2bn(digest, (int)curve->width, e) == NULL || !BN_nnmod(e, e, curve->q, bn)) {
        return 0;
    }
    return !BN_is_zero(e) || BN_one(e);
}

// The half of a signature at `bytes`, which must be in 1 … q - 1.
static int half(const KG_CURVE *curve, const unsigned char *bytes, BIGNUM *number) {
    return BN_lebin2bn(bytes, (int)curve->width, number) != NULL && !BN_is_zero(number) && BN_cmp(number, curve->q) < 0;
}

int kg_gost3410_verify(const KG_CURVE *curve, const EC_POINT *public_key, const unsigned char *digest,
                       const unsigned char *signature, size_t signature_length, BN_CTX *bn) {
    if (signature_length != 2 * curve->width) {
        return 0;
    }
    BN_CTX_start(bn);
    BIGNUM *r = BN_CTX_get(bn), *s = BN_CTX_get(bn), *e = BN_CTX_get(bn), *v = BN_CTX_get(bn);
    BIGNUM *z1 = BN_CTX_get(bn), *z2 = BN_CTX_get(bn), *x = BN_CTX_get(bn);
    int result = -1;
    if (x == NULL) {
        goto done;
    }
    if (!half(curve, signature, r) || !half(curve, signature + curve->width, s)) {
        result = 0;
        goto done;
    }
    // RFC 7091 section 6.2: v = 1/e, z1 = sv, z2 = -rv, C = z1 P + z2 Q; the signature is good if x of C is r.
    if (!digest_number(curve, digest, e, bn) || BN_mod_inverse(v, e, curve->q, bn) == NULL ||
        !BN_mod_mul(z1, s, v, curve->q, bn) || !BN_mod_mul(z2, r, v, curve->q, bn) || !BN_sub(z2, curve->q, z2)) {
        goto done;
    }
    result = sum_x(curve, z1, z2, public_key, x, bn);
    if (result == 1) {
        result = BN_cmp(x, r) == 0;
    }
done:
    BN_CTX_end(bn);
    return result;
}

// A number that must not be seen: the flag keeps OpenSSL on its ladders and branchless inversions.
static BIGNUM *secret(BN_CTX *bn) {
    BIGNUM *number = BN_CTX_get(bn);
    if (number != NULL) {
        BN_set_flags(number, BN_FLG_CONSTTIME);
    }
    return number;
}

int kg_gost3410_sign_with(const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                          const BIGNUM *nonce, unsigned char *signature, BN_CTX *bn) {
    const int width = (int)curve->width;
    BN_CTX_start(bn);
    BIGNUM *e = BN_CTX_get(bn), *r = BN_CTX_get(bn), *s = BN_CTX_get(bn);
    BIGNUM *blind = secret(bn), *unblind = secret(bn), *t = secret(bn), *u = secret(bn);
    int result = -1;
    if (u == NULL || !digest_number(curve, digest, e, bn) || generator_x(curve, nonce, r, bn) != 1) {
        goto done;
    }
    // s = rd + ke, computed as ((b d) r + (b k) e) / b with a random b, so that the multiplications by d and k, whose
    // time may tell of their operands, are of numbers nobody knows. In powers of Montgomery's R: t and u carry R^-2,
    // unblind carries R^3, and the last product takes the remaining R away.
    do {
        if (!BN_priv_rand_range_ex(blind, curve->q, 0, bn)) {
            goto done;
        }
    } while (BN_is_zero(blind));
    if (BN_mod_inverse(unblind, blind, curve->q, bn) == NULL ||
        !BN_to_montgomery(unblind, unblind, curve->modulo_q, bn) ||
        !BN_to_montgomery(unblind, unblind, curve->modulo_q, bn) ||
        !BN_to_montgomery(unblind, unblind, curve->modulo_q, bn) ||
        !BN_mod_mul_montgomery(t, blind, private_key, curve->modulo_q, bn) ||
        !BN_mod_mul_montgomery(t, t, r, curve->modulo_q, bn) ||
        !BN_mod_mul_montgomery(u, blind, nonce, curve->modulo_q, bn) ||
        !BN_mod_mul_montgomery(u, u, e, curve->modulo_q, bn) || !BN_mod_add_quick(t, t, u, curve->q) ||
        !BN_mod_mul_montgomery(s, t, unblind, curve->modulo_q, bn)) {
        goto done;
    }
    if (BN_is_zero(r) || BN_is_zero(s)) {
        result = 0;
        goto done;
    }
    if (BN_bn2lebinpad(r, signature, width) == width && BN_bn2lebinpad(s, signature + width, width) == width) {
        result = 1;
    }
done:
    if (u != NULL) {
        BN_clear(blind);
        BN_clear(unblind);
        BN_clear(t);
        BN_clear(u);
    }
    BN_CTX_end(bn);
    return result;
}

int kg_gost3410_sign(const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                     unsigned char *signature, OSSL_LIB_CTX *libctx) {
    BN_CTX *bn = BN_CTX_secure_new_ex(libctx);
    BIGNUM *nonce = BN_secure_new();
    KG_NONCE source;
    int result = -1;
    if (bn != NULL && nonce != NULL && kg_nonce_init(&source, curve, private_key, digest, libctx)) {
        BN_set_flags(nonce, BN_FLG_CONSTTIME);
        do {
            result = kg_nonce_next(&source, curve, nonce)
                         ? kg_gost3410_sign_with(curve, private_key, digest, nonce, signature, bn)
                         : -1;
        } while (result == 0);
        kg_nonce_cleanse(&source);
    }
    BN_clear_free(nonce);
    BN_CTX_free(bn);
    return result == 1;
}

EC_POINT *kg_gost3410_public_key(const KG_CURVE *curve, const BIGNUM *private_key, BN_CTX *bn) {
    if (curve->fast != NULL) {
        const int width = (int)curve->width;
        unsigned char scalar[WIDTH_MAXIMUM], product[2 * WIDTH_MAXIMUM];
        const int made =
            BN_bn2lebinpad(private_key, scalar, width) == width && curve->fast->multiply_generator(scalar, product);
        EC_POINT *point = made ? kg_curve_decode_point(curve, product, bn) : NULL;
        OPENSSL_cleanse(scalar, sizeof scalar);
        OPENSSL_cleanse(product, sizeof product);
        return point;
    }
    EC_POINT *point = EC_POINT_new(curve->group);
    if (point != NULL && !EC_POINT_mul(curve->group, point, private_key, NULL, NULL, bn)) {
        EC_POINT_free(point);
        return NULL;
    }
    return point;
}

BIGNUM *kg_gost3410_private_key(const KG_CURVE *curve, OSSL_LIB_CTX *libctx) {
    BN_CTX *bn = BN_CTX_secure_new_ex(libctx);
    BIGNUM *key = BN_secure_new();
    int made = bn != NULL && key != NULL;
    if (made) {
        BN_set_flags(key, BN_FLG_CONSTTIME);
        do {
            made = BN_priv_rand_range_ex(key, curve->q, 0, bn);
        } while (made && BN_is_zero(key));
    }
    BN_CTX_free(bn);
    if (!made) {
        BN_clear_free(key);
        return NULL;
    }
    return key;
}
