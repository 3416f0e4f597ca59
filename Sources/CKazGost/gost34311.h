// GOST 34.311-95, which is GOST R 34.11-94 (RFC 5831) with the substitution of its test parameters
// (id-GostR3411-94-TestParamSet, RFC 4357 section 11.2): what the National Certification Authority of Kazakhstan used
// for its certificates of 2015 and 2020.
#ifndef KG_GOST34311_H
#define KG_GOST34311_H

#include <stddef.h>
#include <stdint.h>

#define KG_GOST34311_BLOCK 32
#define KG_GOST34311_LENGTH 32

// A computation under way. It holds no pointer, so a copy of it is an independent computation.
typedef struct {
    uint32_t h[8];
    uint32_t sigma[8];
    uint64_t bytes;
    uint8_t buffer[KG_GOST34311_BLOCK];
    size_t buffered;
} KG_GOST34311;

// Computes the tables. Must have returned 1 before anything else here is called; may be called any number of times.
int kg_gost34311_setup(void);
void kg_gost34311_init(KG_GOST34311 *state);
void kg_gost34311_update(KG_GOST34311 *state, const uint8_t *bytes, size_t length);

// Writes KG_GOST34311_LENGTH bytes; the state is then spent.
void kg_gost34311_final(KG_GOST34311 *state, uint8_t *digest);

#endif
