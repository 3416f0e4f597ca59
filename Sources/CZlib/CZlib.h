// zlib for Swift: its header, and functions for the initialisers, which are macros.
#ifndef CZLIB_H
#define CZLIB_H

#include <zlib.h>

static inline int CZlib_inflateInit2(z_stream *stream, int window_bits) { return inflateInit2(stream, window_bits); }
static inline int CZlib_deflateInit2(z_stream *stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
