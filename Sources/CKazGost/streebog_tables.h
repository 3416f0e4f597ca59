// The constants of GOST R 34.11-2012 (RFC 6986 section 6).
#ifndef KG_STREEBOG_TABLES_H
#define KG_STREEBOG_TABLES_H

#include <stdint.h>

extern const uint8_t kg_streebog_pi[256];
extern const uint64_t kg_streebog_a[64];
extern const uint64_t kg_streebog_c[12][8];

#endif
