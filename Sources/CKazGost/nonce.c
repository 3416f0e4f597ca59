#include "nonce.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

#define LENGTH 64

// HMAC (RFC 2104) over Streebog-512 of the concatenation of `first` and `second`, with a key of LENGTH bytes, which is
// also the length of a block.
static void hmac(const unsigned char key[LENGTH], const unsigned char *first, size_t first_length,
                 const unsigned char *second, size_t second_length, unsigned char result[LENGTH]) {
    unsigned char pad[LENGTH];
    KG_STREEBOG state;
    for (int i = 0; i < LENGTH; i++) {
        pad[i] = key[i] ^ 0x36;
    }
    kg_streebog_init(&state, LENGTH);
    kg_streebog_update(&state, pad, sizeof pad);
    kg_streebog_update(&state, first, first_length);
    kg_streebog_update(&state, second, second_length);
    unsigned char inner[LENGTH];
    kg_streebog_final(&state, inner);
    for (int i = 0; i < LENGTH; i++) {
        pad[i] = key[i] ^ 0x5c;
    }
    kg_streebog_init(&state, LENGTH);
    kg_streebog_update(&state, pad, sizeof pad);
    kg_streebog_update(&state, inner, sizeof inner);
    kg_streebog_final(&state, result);
    OPENSSL_cleanse(pad, sizeof pad);
    OPENSSL_cleanse(inner, sizeof inner);
}

// Steps d to g of RFC 6979 section 3.2: K = HMAC(K, V || separator || seed), V = HMAC(K, V).
static void stir(KG_NONCE *nonce, unsigned char separator, const unsigned char *seed, size_t length) {
    unsigned char prefix[LENGTH + 1];
    memcpy(prefix, nonce->value, LENGTH);
    prefix[LENGTH] = separator;
    hmac(nonce->key, prefix, sizeof prefix, seed, length, nonce->key);
    hmac(nonce->key, nonce->value, LENGTH, NULL, 0, nonce->value);
    OPENSSL_cleanse(prefix, sizeof prefix);
}

int kg_nonce_seed(KG_NONCE *nonce, const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                  const unsigned char *random) {
    const size_t width = curve->width;
    unsigned char seed[3 * LENGTH];
    if (BN_bn2binpad(private_key, seed, (int)width) != (int)width) {
        return 0;
    }
    memcpy(seed + width, digest, width);
    memcpy(seed + 2 * width, random, width);
    memset(nonce->key, 0, LENGTH);
    memset(nonce->value, 1, LENGTH);
    stir(nonce, 0, seed, 3 * width);
    stir(nonce, 1, seed, 3 * width);
    OPENSSL_cleanse(seed, sizeof seed);
    return 1;
}

int kg_nonce_init(KG_NONCE *nonce, const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                  OSSL_LIB_CTX *libctx) {
    unsigned char random[LENGTH];
    const int seeded = RAND_priv_bytes_ex(libctx, random, curve->width, 0) == 1 &&
                       kg_nonce_seed(nonce, curve, private_key, digest, random);
    OPENSSL_cleanse(random, sizeof random);
    return seeded;
}

int kg_nonce_next(KG_NONCE *nonce, const KG_CURVE *curve, BIGNUM *number) {
    // A step leaves the leftmost bits of V, as many as q has (bits2int of RFC 6979 section 2.3.2).
    const int bits = BN_num_bits(curve->q), taken = (bits + 7) / 8;
    for (;;) {
        hmac(nonce->key, nonce->value, LENGTH, NULL, 0, nonce->value);
        if (BN_bin2bn(nonce->value, taken, number) == NULL ||
            (8 * taken > bits && !BN_rshift(number, number, 8 * taken - bits))) {
            return 0;
        }
        // A candidate out of range, or one that made no signature, is followed by another (step h.3).
        stir(nonce, 0, NULL, 0);
        if (!BN_is_zero(number) && BN_cmp(number, curve->q) < 0) {
            return 1;
        }
    }
}

void kg_nonce_cleanse(KG_NONCE *nonce) { OPENSSL_cleanse(nonce, sizeof *nonce); }
