#include "gost34311.h"

#include "bytes.h"

#include <openssl/crypto.h>
#include <string.h>

// RFC 4357 section 11.2, id-GostR3411-94-TestParamSet: the row for the lowest four bits first.
static const uint8_t substitution[8][16] = {
    {4, 10, 9, 2, 13, 8, 0, 14, 6, 11, 1, 12, 7, 15, 5, 3}, {14, 11, 4, 12, 6, 13, 15, 10, 2, 3, 8, 1, 0, 7, 5, 9},
    {5, 8, 1, 13, 10, 3, 4, 2, 14, 15, 12, 7, 6, 0, 9, 11}, {7, 13, 10, 1, 0, 8, 9, 15, 14, 4, 6, 12, 11, 2, 5, 3},
    {6, 12, 7, 1, 5, 15, 13, 8, 4, 10, 9, 14, 0, 3, 11, 2}, {4, 11, 10, 0, 7, 2, 1, 13, 3, 6, 8, 5, 9, 12, 15, 14},
    {13, 11, 4, 1, 3, 15, 5, 9, 0, 10, 14, 7, 6, 8, 2, 12}, {1, 15, 13, 0, 5, 7, 10, 4, 9, 2, 3, 14, 6, 11, 8, 12},
};

// RFC 5831 section 5.1: the constant C3; C2 and C4 are zero.
static const uint32_t c3[8] = {
    0xff00ff00, 0xff00ff00, 0x00ff00ff, 0x00ff00ff, 0x00ffff00, 0xff0000ff, 0x000000ff, 0xff00ffff,
};

// The substitution of byte i of a word, already rotated left by 11 bits.
static uint32_t rotated[4][256];
static CRYPTO_ONCE once = CRYPTO_ONCE_STATIC_INIT;

static void setup(void) {
    for (int i = 0; i < 4; i++) {
        for (int byte = 0; byte < 256; byte++) {
            const uint32_t pair = (uint32_t)(substitution[2 * i + 1][byte >> 4] << 4 | substitution[2 * i][byte & 15]);
            const uint32_t word = pair << 8 * i;
            rotated[i][byte] = word << 11 | word >> 21;
        }
    }
}

int kg_gost34311_setup(void) { return CRYPTO_THREAD_run_once(&once, setup); }

static inline uint32_t f(uint32_t x) {
    return rotated[0][x & 0xff] ^ rotated[1][x >> 8 & 0xff] ^ rotated[2][x >> 16 & 0xff] ^ rotated[3][x >> 24];
}

// One block of GOST 28147-89 (RFC 5830 section 5), in place.
static void encrypt(const uint32_t key[8], uint32_t block[2]) {
    uint32_t low = block[0], high = block[1];
    for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < 8; i += 2) {
            high ^= f(low + key[i]);
            low ^= f(high + key[i + 1]);
        }
    }
    for (int i = 7; i > 0; i -= 2) {
        high ^= f(low + key[i]);
        low ^= f(high + key[i - 1]);
    }
    block[0] = high;
    block[1] = low;
}

// The transformation A of RFC 5831 section 5.1, in place.
static void transform(uint32_t y[8]) {
    const uint32_t low = y[0] ^ y[2], high = y[1] ^ y[3];
    memmove(y, y + 2, 6 * sizeof *y);
    y[6] = low;
    y[7] = high;
}

// The permutation P of RFC 5831 section 5.1: byte i + 4k of the key is byte 8i + k of the argument.
static void permute(uint32_t key[8], const uint32_t u[8], const uint32_t v[8]) {
    for (int k = 0; k < 8; k++) {
        const int shift = 8 * (k & 3);
        key[k] = 0;
        for (int i = 0; i < 4; i++) {
            const int word = 2 * i + (k >> 2);
            key[k] |= ((u[word] ^ v[word]) >> shift & 0xff) << 8 * i;
        }
    }
}

// `count` steps of the shift register psi (RFC 5831 section 5.3), in place; at most 61.
static void mix(uint16_t y[16], int count) {
    uint16_t line[16 + 61];
    memcpy(line, y, 16 * sizeof *y);
    for (int i = 0; i < count; i++) {
        line[i + 16] = (uint16_t)(line[i] ^ line[i + 1] ^ line[i + 2] ^ line[i + 3] ^ line[i + 12] ^ line[i + 15]);
    }
    memcpy(y, line + count, 16 * sizeof *y);
}

static void add_halves(uint16_t sum[16], const uint32_t words[8]) {
    for (int i = 0; i < 8; i++) {
        sum[2 * i] ^= (uint16_t)words[i];
        sum[2 * i + 1] ^= (uint16_t)(words[i] >> 16);
    }
}

// The step function (RFC 5831 section 5): h = kappa(m, h).
static void step(uint32_t h[8], const uint32_t m[8]) {
    uint32_t u[8], v[8], key[8], s[8];
    memcpy(u, h, sizeof u);
    memcpy(v, m, sizeof v);
    memcpy(s, h, sizeof s);
    for (int i = 0; i < 4; i++) {
        if (i > 0) {
            transform(u);
            transform(v);
            transform(v);
        }
        if (i == 2) {
            for (int j = 0; j < 8; j++) {
                u[j] ^= c3[j];
            }
        }
        permute(key, u, v);
        encrypt(key, s + 2 * i);
    }
    uint16_t y[16] = {0};
    add_halves(y, s);
    mix(y, 12);
    add_halves(y, m);
    mix(y, 1);
    add_halves(y, h);
    mix(y, 61);
    for (int i = 0; i < 8; i++) {
        h[i] = y[2 * i] | (uint32_t)y[2 * i + 1] << 16;
    }
}

static void block(KG_GOST34311 *state, const uint8_t *bytes) {
    uint32_t message[8];
    uint64_t carry = 0;
    for (int i = 0; i < 8; i++) {
        message[i] = kg_load32(bytes + 4 * i);
        carry += (uint64_t)state->sigma[i] + message[i];
        state->sigma[i] = (uint32_t)carry;
        carry >>= 32;
    }
    step(state->h, message);
}

void kg_gost34311_init(KG_GOST34311 *state) { memset(state, 0, sizeof *state); }

void kg_gost34311_update(KG_GOST34311 *state, const uint8_t *bytes, size_t length) {
    state->bytes += length;
    if (state->buffered > 0) {
        const size_t room = sizeof state->buffer - state->buffered;
        const size_t taken = length < room ? length : room;
        if (taken > 0) {
            memcpy(state->buffer + state->buffered, bytes, taken);
            state->buffered += taken;
            bytes += taken;
            length -= taken;
        }
        if (state->buffered < sizeof state->buffer) {
            return;
        }
        block(state, state->buffer);
        state->buffered = 0;
    }
    for (; length >= KG_GOST34311_BLOCK; bytes += KG_GOST34311_BLOCK, length -= KG_GOST34311_BLOCK) {
        block(state, bytes);
    }
    if (length > 0) {
        memcpy(state->buffer, bytes, length);
        state->buffered = length;
    }
}

void kg_gost34311_final(KG_GOST34311 *state, uint8_t *digest) {
    if (state->buffered > 0) {
        memset(state->buffer + state->buffered, 0, sizeof state->buffer - state->buffered);
        block(state, state->buffer);
    }
    const uint32_t bits[8] = {(uint32_t)(state->bytes << 3), (uint32_t)(state->bytes >> 29),
                              (uint32_t)(state->bytes >> 61)};
    step(state->h, bits);
    step(state->h, state->sigma);
    for (int i = 0; i < 8; i++) {
        kg_store32(digest + 4 * i, state->h[i]);
    }
    OPENSSL_cleanse(state, sizeof *state);
}
