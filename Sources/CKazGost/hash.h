// The three digests behind one face.
#ifndef KG_HASH_H
#define KG_HASH_H

#include "gost34311.h"
#include "streebog.h"

#define KG_HASH_MAXIMUM 64

// A computation under way. A copy of it is an independent computation.
typedef union {
    KG_STREEBOG streebog;
    KG_GOST34311 gost34311;
} KG_HASH_STATE;

typedef struct {
    const char *name;       // as OpenSSL knows it
    const char *identifier; // the object identifier, dotted
    const char *names;      // both, as a provider announces them
    size_t length;          // of the digest, in bytes
    size_t block_length;    // in bytes
    void (*init)(KG_HASH_STATE *state);
    void (*update)(KG_HASH_STATE *state, const uint8_t *bytes, size_t length);
    void (*final)(KG_HASH_STATE *state, uint8_t *digest);
} KG_HASH;

extern const KG_HASH kg_streebog_512;
extern const KG_HASH kg_streebog_256;
extern const KG_HASH kg_gost34311_95;

// Computes the tables of all digests; 1 if that worked.
int kg_hash_setup(void);

#endif
