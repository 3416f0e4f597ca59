#include "gost3410.h"

#include "nonce.h"

// e of RFC 7091 section 6.1 step 2: the digest as a number, the least significant byte first, modulo q; never zero.
static int digest_number(const KG_CURVE *curve, const unsigned char *digest, BIGNUM *e, BN_CTX *bn) {
    if (BN_lebin2bn(digest, (int)curve->width, e) == NULL || !BN_nnmod(e, e, curve->q, bn)) {
        return 0;
    }
    return !BN_is_zero(e) || BN_one(e);
}

// The half of a signature at `bytes`, which must be in 1 … q - 1.
static int half(const KG_CURVE *curve, const unsigned char *bytes, BIGNUM *number) {
    return BN_lebin2bn(bytes, (int)curve->width, number) != NULL && !BN_is_zero(number) &&
           BN_cmp(number, curve->q) < 0;
}

int kg_gost3410_verify(const KG_CURVE *curve, const EC_POINT *public_key, const unsigned char *digest,
                       const unsigned char *signature, size_t signature_length, BN_CTX *bn) {
    if (signature_length != 2 * curve->width) {
        return 0;
    }
    BN_CTX_start(bn);
    BIGNUM *r = BN_CTX_get(bn), *s = BN_CTX_get(bn), *e = BN_CTX_get(bn), *v = BN_CTX_get(bn);
    BIGNUM *z1 = BN_CTX_get(bn), *z2 = BN_CTX_get(bn), *x = BN_CTX_get(bn);
    EC_POINT *c = EC_POINT_new(curve->group);
    int result = -1;
    if (x == NULL || c == NULL) {
        goto done;
    }
    if (!half(curve, signature, r) || !half(curve, signature + curve->width, s)) {
        result = 0;
        goto done;
    }
    // RFC 7091 section 6.2: v = 1/e, z1 = sv, z2 = -rv, C = z1 P + z2 Q; the signature is good if x of C is r.
    if (!digest_number(curve, digest, e, bn) || BN_mod_inverse(v, e, curve->q, bn) == NULL ||
        !BN_mod_mul(z1, s, v, curve->q, bn) || !BN_mod_mul(z2, r, v, curve->q, bn) || !BN_sub(z2, curve->q, z2) ||
        !EC_POINT_mul(curve->group, c, z1, public_key, z2, bn)) {
        goto done;
    }
    if (EC_POINT_is_at_infinity(curve->group, c)) {
        result = 0;
        goto done;
    }
    if (EC_POINT_get_affine_coordinates(curve->group, c, x, NULL, bn) && BN_nnmod(x, x, curve->q, bn)) {
        result = BN_cmp(x, r) == 0;
    }
done:
    EC_POINT_free(c);
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
    EC_POINT *c = EC_POINT_new(curve->group);
    int result = -1;
    if (u == NULL || c == NULL || !digest_number(curve, digest, e, bn) ||
        !EC_POINT_mul(curve->group, c, nonce, NULL, NULL, bn) ||
        !EC_POINT_get_affine_coordinates(curve->group, c, r, NULL, bn) || !BN_nnmod(r, r, curve->q, bn)) {
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
    EC_POINT_clear_free(c);
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
