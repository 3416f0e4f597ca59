#include "hash.h"

#include "names.h"

static void streebog_512_init(KG_HASH_STATE *state) { kg_streebog_init(&state->streebog, 64); }

static void streebog_256_init(KG_HASH_STATE *state) { kg_streebog_init(&state->streebog, 32); }

static void streebog_update(KG_HASH_STATE *state, const uint8_t *bytes, size_t length) {
    kg_streebog_update(&state->streebog, bytes, length);
}

static void streebog_final(KG_HASH_STATE *state, uint8_t *digest) { kg_streebog_final(&state->streebog, digest); }

static void gost34311_init(KG_HASH_STATE *state) { kg_gost34311_init(&state->gost34311); }

static void gost34311_update(KG_HASH_STATE *state, const uint8_t *bytes, size_t length) {
    kg_gost34311_update(&state->gost34311, bytes, length);
}

static void gost34311_final(KG_HASH_STATE *state, uint8_t *digest) { kg_gost34311_final(&state->gost34311, digest); }

const KG_HASH kg_streebog_512 = {
    .name = "KZ-STREEBOG-512",
    .identifier = "1.2.398.3.10.1.3.3",
    .names = KG_NAMES_STREEBOG_512,
    .length = 64,
    .block_length = KG_STREEBOG_BLOCK,
    .init = streebog_512_init,
    .update = streebog_update,
    .final = streebog_final,
};

const KG_HASH kg_streebog_256 = {
    .name = "KZ-STREEBOG-256",
    .identifier = "1.2.398.3.10.1.3.2",
    .names = KG_NAMES_STREEBOG_256,
    .length = 32,
    .block_length = KG_STREEBOG_BLOCK,
    .init = streebog_256_init,
    .update = streebog_update,
    .final = streebog_final,
};

const KG_HASH kg_gost34311_95 = {
    .name = "KZ-GOST34311-95",
    .identifier = "1.2.398.3.10.1.3.1",
    .names = KG_NAMES_GOST34311_95,
    .length = KG_GOST34311_LENGTH,
    .block_length = KG_GOST34311_BLOCK,
    .init = gost34311_init,
    .update = gost34311_update,
    .final = gost34311_final,
};

int kg_hash_setup(void) { return kg_streebog_setup() && kg_gost34311_setup(); }
