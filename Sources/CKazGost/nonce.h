// Nonces for signatures: the generator of RFC 6979 section 3.2 (HMAC-DRBG, here over Streebog-512), seeded with the
// private key, the digest and, as section 3.6 allows, fresh random bytes. Should the random bytes be bad, the nonce is
// still one that only the holder of the key can compute; should the digests repeat, the random bytes tell them apart.
#ifndef KG_NONCE_H
#define KG_NONCE_H

#include "curve.h"
#include "hash.h"

typedef struct {
    unsigned char key[KG_HASH_MAXIMUM];
    unsigned char value[KG_HASH_MAXIMUM];
} KG_NONCE;

// `digest` is of the curve's width. Fails if no random bytes are to be had.
int kg_nonce_init(KG_NONCE *nonce, const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                  OSSL_LIB_CTX *libctx);

// The same with given random bytes, of the curve's width.
int kg_nonce_seed(KG_NONCE *nonce, const KG_CURVE *curve, const BIGNUM *private_key, const unsigned char *digest,
                  const unsigned char *random);

// The next nonce in 1 … q - 1.
int kg_nonce_next(KG_NONCE *nonce, const KG_CURVE *curve, BIGNUM *number);
void kg_nonce_cleanse(KG_NONCE *nonce);

#endif
