// A national key as the provider's parts hand it around.
#ifndef KG_KEY_H
#define KG_KEY_H

#include "gost3410.h"
#include "provider.h"

#include <stdatomic.h>

typedef struct {
    const KG_PROVIDER *provider;
    const KG_FAMILY *family;
    const KG_CURVE *curve;
    EC_POINT *public_key;                             // NULL if there is none; else it has been checked
    unsigned char public_bytes[2 * KG_WIDTH_MAXIMUM]; // X || Y, little-endian
    BIGNUM *private_key;                              // NULL if there is none; else in 1 ... q - 1
    atomic_int references;
} KG_KEY;

KG_KEY *kg_key_new(const KG_PROVIDER *provider, int family);
KG_KEY *kg_key_up_ref(KG_KEY *key);
void kg_key_free(KG_KEY *key);

// Sets the public key from X || Y, both little-endian. Refuses what is not in the group.
int kg_key_set_public(KG_KEY *key, const unsigned char *bytes, size_t length);

// Sets the private key and takes it over, whether it succeeds or not. Refuses one that is not in 1 … q - 1; computes
// the public key, and refuses one that was set before and is another.
int kg_key_set_private(KG_KEY *key, BIGNUM *private_key);

int kg_key_generate(KG_KEY *key);
KG_KEY *kg_key_dup(const KG_KEY *key, int selection);

#endif
