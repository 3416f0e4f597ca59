#include "streebog_compress.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include "streebog_tables.h"

#include <immintrin.h>
#include <stddef.h>

#define VECTOR __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,gfni")))

// The whole 512-bit state is one register. P would transpose its 8 by 8 bytes and L multiply each row by a matrix of 64
// by 64 bits. Left untransposed, quadword j holds byte j of all eight rows, and byte i of all rows of L's result is the
// sum over j of M(i, j) times quadword j, where M(i, j) is an 8 by 8 matrix of bits: what GF2P8AFFINEQB multiplies by.
// matrices[k] holds M(i, i + k) for the eight i, to fit a rotation by k; the transposition comes last.
//
// Unlike the table, this reads no memory at addresses that depend on the message.
static uint64_t matrices[8][8];
static uint8_t transposition[64];

// M(i, j): what byte j of a row contributes to byte i of its image under L. The instruction wants the row of bits that
// make up bit r of the result in byte 7 - r.
static uint64_t matrix(int i, int j) {
    uint64_t result = 0;
    for (int row = 0; row < 8; row++) {
        uint64_t mask = 0;
        for (int bit = 0; bit < 8; bit++) {
            mask |= (kg_streebog_a[63 - (8 * j + bit)] >> (8 * i + row) & 1) << bit;
        }
        result |= mask << 8 * (7 - row);
    }
    return result;
}

// What LPS needs, loaded once for a block.
typedef struct {
    __m512i pi[4], transposition, matrices[8];
} CONSTANTS;

VECTOR static inline CONSTANTS load(void) {
    CONSTANTS all;
    for (int i = 0; i < 4; i++) {
        all.pi[i] = _mm512_loadu_si512(kg_streebog_pi + 64 * i);
    }
    all.transposition = _mm512_loadu_si512(transposition);
    for (int i = 0; i < 8; i++) {
        all.matrices[i] = _mm512_loadu_si512(matrices[i]);
    }
    return all;
}

#define TERM(k) _mm512_gf2p8affine_epi64_epi8(_mm512_alignr_epi64(w, w, (k)), all->matrices[k], 0)
#define SUM(a, b, c) _mm512_ternarylogic_epi64((a), (b), (c), 0x96)

VECTOR static inline __m512i lps(const CONSTANTS *all, __m512i state) {
    const __m512i low = _mm512_permutex2var_epi8(all->pi[0], state, all->pi[1]);
    const __m512i high = _mm512_permutex2var_epi8(all->pi[2], state, all->pi[3]);
    const __m512i w = _mm512_mask_blend_epi8(_mm512_movepi8_mask(state), low, high);
    const __m512i first = SUM(_mm512_gf2p8affine_epi64_epi8(w, all->matrices[0], 0), TERM(1), TERM(2));
    const __m512i second = SUM(TERM(3), TERM(4), TERM(5));
    const __m512i third = _mm512_xor_si512(TERM(6), TERM(7));
    return _mm512_permutexvar_epi8(all->transposition, SUM(first, second, third));
}

VECTOR static void compress(uint64_t h[8], const uint64_t n[8], const uint64_t m[8]) {
    const CONSTANTS all = load();
    const __m512i before = _mm512_loadu_si512(h), message = _mm512_loadu_si512(m);
    __m512i key = lps(&all, _mm512_xor_si512(before, _mm512_loadu_si512(n)));
    __m512i text = message;
    for (int round = 0; round < 12; round++) {
        const __m512i next = lps(&all, _mm512_xor_si512(key, _mm512_loadu_si512(kg_streebog_c[round])));
        text = lps(&all, _mm512_xor_si512(text, key));
        key = next;
    }
    _mm512_storeu_si512(h, _mm512_xor_si512(SUM(before, key, text), message));
}

KG_STREEBOG_COMPRESS *kg_streebog_vector_setup(void) {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl") ||
        !__builtin_cpu_supports("avx512vbmi") || !__builtin_cpu_supports("gfni")) {
        return NULL;
    }
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
            transposition[8 * i + j] = (uint8_t)(8 * j + i);
            matrices[(j - i) & 7][i] = matrix(i, j);
        }
    }
    return compress;
}

#else

#include <stddef.h>

KG_STREEBOG_COMPRESS *kg_streebog_vector_setup(void) { return NULL; }

#endif
