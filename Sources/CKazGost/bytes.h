// Little-endian words of byte strings, whatever the machine's own order is.
#ifndef KG_BYTES_H
#define KG_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t kg_load32(const uint8_t *from) {
    return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

static inline uint64_t kg_load64(const uint8_t *from) {
    return (uint64_t)kg_load32(from) | (uint64_t)kg_load32(from + 4) << 32;
}

static inline void kg_store32(uint8_t *to, uint32_t word) {
    for (int i = 0; i < 4; i++) {
        to[i] = (uint8_t)(word >> 8 * i);
    }
}

static inline void kg_store64(uint8_t *to, uint64_t word) {
    for (int i = 0; i < 8; i++) {
        to[i] = (uint8_t)(word >> 8 * i);
    }
}

#endif
