// GOST R 34.11-2012 "Streebog" (RFC 6986); in Kazakhstan ST RK GOST R 34.11-2015.
#ifndef KG_STREEBOG_H
#define KG_STREEBOG_H

#include <stddef.h>
#include <stdint.h>

#define KG_STREEBOG_BLOCK 64

// A computation under way. It holds no pointer, so a copy of it is an independent computation.
typedef struct {
    uint64_t h[8];
    uint64_t n[8];
    uint64_t sigma[8];
    uint8_t buffer[KG_STREEBOG_BLOCK];
    size_t buffered;
    size_t digest_length;
} KG_STREEBOG;

// Computes the tables. Must have returned 1 before anything else here is called; may be called any number of times.
int kg_streebog_setup(void);

// `digest_length` is 32 or 64 bytes.
void kg_streebog_init(KG_STREEBOG *state, size_t digest_length);
void kg_streebog_update(KG_STREEBOG *state, const uint8_t *bytes, size_t length);

// Writes `digest_length` bytes; the state is then spent.
void kg_streebog_final(KG_STREEBOG *state, uint8_t *digest);

#endif
