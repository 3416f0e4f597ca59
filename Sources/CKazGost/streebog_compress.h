// The compression function of Streebog: g_N(h, m) of RFC 6986 section 8, once in portable C and once for processors
// that have AVX-512 VBMI and GFNI.
#ifndef KG_STREEBOG_COMPRESS_H
#define KG_STREEBOG_COMPRESS_H

#include <stdint.h>

// h = g_N(h, m): all three are 512 bits as words, the least significant first.
typedef void KG_STREEBOG_COMPRESS(uint64_t h[8], const uint64_t n[8], const uint64_t m[8]);

void kg_streebog_portable_setup(void);
KG_STREEBOG_COMPRESS kg_streebog_portable;

// The vector function, or NULL where the compiler or the processor has no such instructions.
KG_STREEBOG_COMPRESS *kg_streebog_vector_setup(void);

#endif
