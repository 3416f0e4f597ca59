#include "curve.h"

#include <openssl/crypto.h>

// RFC 7836 appendix A.2: id-tc26-gost-3410-12-512-paramSetA; in Kazakhstan 1.2.398.3.10.1.1.2.2.1.
const KG_CURVE_PARAMETERS kg_curve_512_a = {
    .p = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
         "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7",
    .a = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
         "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc4",
    .b = "e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265"
         "ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760",
    .q = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
         "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275",
    .x = "3",
    .y = "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921"
         "df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
    .cofactor = 1,
    .width = 64,
    .fast = KG_FAST_512_A,
};

// RFC 7836 appendix A.1: id-tc26-gost-3410-2012-256-paramSetA; in Kazakhstan 1.2.398.3.10.1.1.2.1.1.
const KG_CURVE_PARAMETERS kg_curve_256_a = {
    .p = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd97",
    .a = "c2173f1513981673af4892c23035a27ce25e2013bf95aa33b22c656f277e7335",
    .b = "295f9bae7428ed9ccc20e7c359a9d41a22fccd9108e17bf7ba9337a6f8ae9513",
    .q = "400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67",
    .x = "91e38443a5e82c0d880923425712b2bb658b9196932e02c78b2582fe742daa28",
    .y = "32879423ab1a0375895786c4bb46e9565fde0b5344766740af268adb32322e5c",
    .cofactor = 4,
    .width = 32,
};

// RFC 4357 section 11.4: id-GostR3410-2001-CryptoPro-A-ParamSet; in Kazakhstan PKIGOVKZ-A, 1.2.398.3.10.1.1.1.1.1.
const KG_CURVE_PARAMETERS kg_curve_pkigovkz_a = {
    .p = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd97",
    .a = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd94",
    .b = "a6",
    .q = "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893",
    .x = "1",
    .y = "8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14",
    .cofactor = 1,
    .width = 32,
    .fast = KG_FAST_PKIGOVKZ_A,
};

KG_CURVE *kg_curve_new(const KG_CURVE_PARAMETERS *parameters, OSSL_LIB_CTX *libctx) {
    BN_CTX *bn = BN_CTX_new_ex(libctx);
    KG_CURVE *curve = OPENSSL_zalloc(sizeof *curve);
    BIGNUM *a = NULL, *b = NULL, *x = NULL, *y = NULL, *cofactor = BN_new();
    EC_POINT *generator = NULL;
    int made = 0;
    if (bn == NULL || curve == NULL || cofactor == NULL || !BN_set_word(cofactor, parameters->cofactor) ||
        !BN_hex2bn(&curve->p, parameters->p) || !BN_hex2bn(&a, parameters->a) || !BN_hex2bn(&b, parameters->b) ||
        !BN_hex2bn(&curve->q, parameters->q) || !BN_hex2bn(&x, parameters->x) || !BN_hex2bn(&y, parameters->y)) {
        goto done;
    }
    curve->cofactor = parameters->cofactor;
    curve->width = parameters->width;
    curve->fast = parameters->fast;
    curve->group = EC_GROUP_new_curve_GFp(curve->p, a, b, bn);
    curve->modulo_q = BN_MONT_CTX_new();
    if (curve->group == NULL || curve->modulo_q == NULL || !BN_MONT_CTX_set(curve->modulo_q, curve->q, bn)) {
        goto done;
    }
    generator = EC_POINT_new(curve->group);
    made = generator != NULL && EC_POINT_set_affine_coordinates(curve->group, generator, x, y, bn) &&
           EC_GROUP_set_generator(curve->group, generator, curve->q, cofactor);
done:
    EC_POINT_free(generator);
    BN_free(cofactor);
    BN_free(a);
    BN_free(b);
    BN_free(x);
    BN_free(y);
    BN_CTX_free(bn);
    if (!made) {
        kg_curve_free(curve);
        return NULL;
    }
    return curve;
}

void kg_curve_free(KG_CURVE *curve) {
    if (curve == NULL) {
        return;
    }
    EC_GROUP_free(curve->group);
    BN_MONT_CTX_free(curve->modulo_q);
    BN_free(curve->p);
    BN_free(curve->q);
    OPENSSL_free(curve);
}

int kg_curve_is_public_key(const KG_CURVE *curve, const EC_POINT *point, BN_CTX *bn) {
    if (EC_POINT_is_at_infinity(curve->group, point) || EC_POINT_is_on_curve(curve->group, point, bn) != 1) {
        return 0;
    }
    if (curve->cofactor == 1) {
        return 1;
    }
    // Every point is in the group if the cofactor is 1; else q times the point must vanish.
    EC_POINT *multiple = EC_POINT_new(curve->group);
    const int vanishes = multiple != NULL && EC_POINT_mul(curve->group, multiple, NULL, point, curve->q, bn) &&
                         EC_POINT_is_at_infinity(curve->group, multiple);
    EC_POINT_free(multiple);
    return vanishes;
}

int kg_curve_encode_point(const KG_CURVE *curve, const EC_POINT *point, unsigned char *bytes, BN_CTX *bn) {
    BN_CTX_start(bn);
    BIGNUM *x = BN_CTX_get(bn), *y = BN_CTX_get(bn);
    const int width = (int)curve->width;
    const int done = y != NULL && EC_POINT_get_affine_coordinates(curve->group, point, x, y, bn) &&
                     BN_bn2lebinpad(x, bytes, width) == width && BN_bn2lebinpad(y, bytes + width, width) == width;
    BN_CTX_end(bn);
    return done;
}

EC_POINT *kg_curve_decode_point(const KG_CURVE *curve, const unsigned char *bytes, BN_CTX *bn) {
    BN_CTX_start(bn);
    BIGNUM *x = BN_CTX_get(bn), *y = BN_CTX_get(bn);
    const int width = (int)curve->width;
    EC_POINT *point = EC_POINT_new(curve->group);
    // Setting coordinates refuses a point that is not on the curve.
    const int done = y != NULL && point != NULL && BN_lebin2bn(bytes, width, x) != NULL &&
                     BN_lebin2bn(bytes + width, width, y) != NULL && BN_cmp(x, curve->p) < 0 &&
                     BN_cmp(y, curve->p) < 0 && EC_POINT_set_affine_coordinates(curve->group, point, x, y, bn);
    BN_CTX_end(bn);
    if (!done) {
        EC_POINT_free(point);
        return NULL;
    }
    return point;
}
