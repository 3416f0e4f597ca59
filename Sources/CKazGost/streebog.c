#include "streebog.h"

#include "bytes.h"
#include "streebog_compress.h"

#include <openssl/crypto.h>
#include <string.h>

static CRYPTO_ONCE once = CRYPTO_ONCE_STATIC_INIT;
static KG_STREEBOG_COMPRESS *compress;

static void setup(void) {
    kg_streebog_portable_setup();
    KG_STREEBOG_COMPRESS *vector = kg_streebog_vector_setup();
    compress = vector != NULL ? vector : kg_streebog_portable;
}

int kg_streebog_setup(void) { return CRYPTO_THREAD_run_once(&once, setup); }

void kg_streebog_init(KG_STREEBOG *state, size_t digest_length) {
    memset(state, 0, sizeof *state);
    state->digest_length = digest_length;
    if (digest_length == 32) {
        memset(state->h, 1, sizeof state->h);
    }
}

// sum += addend, modulo 2^512.
static void add(uint64_t sum[8], const uint64_t addend[8]) {
    uint64_t carry = 0;
    for (int i = 0; i < 8; i++) {
        const uint64_t partial = sum[i] + carry;
        carry = partial < carry;
        sum[i] = partial + addend[i];
        carry += sum[i] < partial;
    }
}

static void block(KG_STREEBOG *state, const uint8_t *bytes, uint64_t bits) {
    uint64_t message[8];
    for (int i = 0; i < 8; i++) {
        message[i] = kg_load64(bytes + 8 * i);
    }
    compress(state->h, state->n, message);
    add(state->n, (const uint64_t[8]){bits});
    add(state->sigma, message);
}

void kg_streebog_update(KG_STREEBOG *state, const uint8_t *bytes, size_t length) {
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
        block(state, state->buffer, 512);
        state->buffered = 0;
    }
    for (; length >= KG_STREEBOG_BLOCK; bytes += KG_STREEBOG_BLOCK, length -= KG_STREEBOG_BLOCK) {
        block(state, bytes, 512);
    }
    if (length > 0) {
        memcpy(state->buffer, bytes, length);
        state->buffered = length;
    }
}

void kg_streebog_final(KG_STREEBOG *state, uint8_t *digest) {
    static const uint64_t zero[8];
    const uint64_t bits = 8 * (uint64_t)state->buffered;
    memset(state->buffer + state->buffered, 0, sizeof state->buffer - state->buffered);
    state->buffer[state->buffered] = 1;
    block(state, state->buffer, bits);
    compress(state->h, zero, state->n);
    compress(state->h, zero, state->sigma);
    // The 256-bit digest is the more significant half.
    const size_t skipped = (64 - state->digest_length) / 8;
    for (size_t i = skipped; i < 8; i++) {
        kg_store64(digest + 8 * (i - skipped), state->h[i]);
    }
    OPENSSL_cleanse(state, sizeof *state);
}
