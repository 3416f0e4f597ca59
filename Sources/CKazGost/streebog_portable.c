#include "streebog_compress.h"
#include "streebog_tables.h"

// S, P and L of RFC 6986 section 7 in one: word i of the result is the sum over j of lps[j][byte i of word j].
static uint64_t lps[8][256];

void kg_streebog_portable_setup(void) {
    for (int j = 0; j < 8; j++) {
        for (int byte = 0; byte < 256; byte++) {
            uint64_t sum = 0;
            for (int bit = 0; bit < 8; bit++) {
                if (kg_streebog_pi[byte] >> bit & 1) {
                    sum ^= kg_streebog_a[63 - (8 * j + bit)];
                }
            }
            lps[j][byte] = sum;
        }
    }
}

#define COLUMN(w, i)                                                                                                   \
    (lps[0][(w##0 >> 8 * (i)) & 0xff] ^ lps[1][(w##1 >> 8 * (i)) & 0xff] ^ lps[2][(w##2 >> 8 * (i)) & 0xff] ^          \
     lps[3][(w##3 >> 8 * (i)) & 0xff] ^ lps[4][(w##4 >> 8 * (i)) & 0xff] ^ lps[5][(w##5 >> 8 * (i)) & 0xff] ^          \
     lps[6][(w##6 >> 8 * (i)) & 0xff] ^ lps[7][(w##7 >> 8 * (i)) & 0xff])

// to = LPS(a + b), all in registers. `to` may be `a` or `b`.
static inline void lpsx(uint64_t to[8], const uint64_t a[8], const uint64_t b[8]) {
    const uint64_t w0 = a[0] ^ b[0], w1 = a[1] ^ b[1], w2 = a[2] ^ b[2], w3 = a[3] ^ b[3];
    const uint64_t w4 = a[4] ^ b[4], w5 = a[5] ^ b[5], w6 = a[6] ^ b[6], w7 = a[7] ^ b[7];
    to[0] = COLUMN(w, 0);
    to[1] = COLUMN(w, 1);
    to[2] = COLUMN(w, 2);
    to[3] = COLUMN(w, 3);
    to[4] = COLUMN(w, 4);
    to[5] = COLUMN(w, 5);
    to[6] = COLUMN(w, 6);
    to[7] = COLUMN(w, 7);
}

void kg_streebog_portable(uint64_t h[8], const uint64_t n[8], const uint64_t m[8]) {
    uint64_t key[8], text[8];
    lpsx(key, h, n);
    lpsx(text, key, m);
    for (int round = 0; round < 11; round++) {
        lpsx(key, key, kg_streebog_c[round]);
        lpsx(text, text, key);
    }
    lpsx(key, key, kg_streebog_c[11]);
    for (int i = 0; i < 8; i++) {
        h[i] ^= key[i] ^ text[i] ^ m[i];
    }
}
