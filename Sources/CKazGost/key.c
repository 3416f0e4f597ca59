#include "key.h"

#include <string.h>

KG_KEY *kg_key_new(const KG_PROVIDER *provider, int family) {
    KG_KEY *key = OPENSSL_zalloc(sizeof *key);
    if (key != NULL) {
        key->provider = provider;
        key->family = &kg_families[family];
        key->curve = provider->curves[family];
        atomic_init(&key->references, 1);
    }
    return key;
}

KG_KEY *kg_key_up_ref(KG_KEY *key) {
    atomic_fetch_add(&key->references, 1);
    return key;
}

void kg_key_free(KG_KEY *key) {
    if (key == NULL || atomic_fetch_sub(&key->references, 1) > 1) {
        return;
    }
    EC_POINT_free(key->public_key);
    BN_clear_free(key->private_key);
    OPENSSL_free(key);
}

static int refuse(const KG_KEY *key, int reason) {
    kg_raise(key->provider, reason);
    return 0;
}

int kg_key_set_public(KG_KEY *key, const unsigned char *bytes, size_t length) {
    if (length != 2 * key->curve->width) {
        return refuse(key, KG_R_MALFORMED_KEY);
    }
    BN_CTX *bn = BN_CTX_new_ex(key->provider->libctx);
    EC_POINT *point = bn != NULL ? kg_curve_decode_point(key->curve, bytes, bn) : NULL;
    const int good = point != NULL && kg_curve_is_public_key(key->curve, point, bn);
    BN_CTX_free(bn);
    if (!good) {
        EC_POINT_free(point);
        return refuse(key, KG_R_BAD_PUBLIC_KEY);
    }
    EC_POINT_free(key->public_key);
    key->public_key = point;
    memcpy(key->public_bytes, bytes, length);
    return 1;
}

int kg_key_set_private(KG_KEY *key, BIGNUM *private_key) {
    if (BN_is_zero(private_key) || BN_is_negative(private_key) || BN_cmp(private_key, key->curve->q) >= 0) {
        BN_clear_free(private_key);
        return refuse(key, KG_R_BAD_PRIVATE_KEY);
    }
    BN_set_flags(private_key, BN_FLG_CONSTTIME);
    unsigned char bytes[2 * KG_WIDTH_MAXIMUM] = {0};
    const size_t length = 2 * key->curve->width;
    BN_CTX *bn = BN_CTX_secure_new_ex(key->provider->libctx);
    EC_POINT *point = bn != NULL ? kg_gost3410_public_key(key->curve, private_key, bn) : NULL;
    int reason = 0;
    if (point == NULL || !kg_curve_encode_point(key->curve, point, bytes, bn)) {
        reason = KG_R_BAD_PRIVATE_KEY;
    } else if (key->public_key != NULL && memcmp(bytes, key->public_bytes, length) != 0) {
        reason = KG_R_KEY_MISMATCH;
    }
    BN_CTX_free(bn);
    if (reason != 0) {
        EC_POINT_free(point);
        BN_clear_free(private_key);
        return refuse(key, reason);
    }
    EC_POINT_free(key->public_key);
    key->public_key = point;
    memcpy(key->public_bytes, bytes, length);
    BN_clear_free(key->private_key);
    key->private_key = private_key;
    return 1;
}

int kg_key_generate(KG_KEY *key) {
    BIGNUM *private_key = kg_gost3410_private_key(key->curve, key->provider->libctx);
    return private_key != NULL && kg_key_set_private(key, private_key);
}

KG_KEY *kg_key_dup(const KG_KEY *key, int selection) {
    KG_KEY *copy = kg_key_new(key->provider, (int)(key->family - kg_families));
    if (copy == NULL) {
        return NULL;
    }
    int copied = 1;
    if ((selection & OSSL_KEYMGMT_SELECT_KEYPAIR) != 0 && key->public_key != NULL) {
        copy->public_key = EC_POINT_dup(key->public_key, key->curve->group);
        memcpy(copy->public_bytes, key->public_bytes, sizeof copy->public_bytes);
        copied = copy->public_key != NULL;
    }
    if (copied && (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 && key->private_key != NULL) {
        copy->private_key = BN_secure_new();
        copied = copy->private_key != NULL && BN_copy(copy->private_key, key->private_key) != NULL;
        if (copied) {
            BN_set_flags(copy->private_key, BN_FLG_CONSTTIME);
        }
    }
    if (!copied) {
        kg_key_free(copy);
        return NULL;
    }
    return copy;
}
