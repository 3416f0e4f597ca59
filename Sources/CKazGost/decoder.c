// Decoders from DER to keys. OpenSSL's own decoders turn PEM and encrypted keys into what these read.
#include "codec.h"
#include "names.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/core_object.h>
#include <openssl/params.h>

// No key is longer; a longer structure is not read to its end.
#define LIMIT 65536

typedef KG_KEY *DECODE(const KG_PROVIDER *provider, int family, const unsigned char *der, size_t length);

typedef struct {
    KG_PROVIDER *provider;
    int family;
    DECODE *decode;
} CONTEXT;

static void *new_context(void *provctx, int family, DECODE *decode) {
    CONTEXT *context = OPENSSL_zalloc(sizeof *context);
    if (context != NULL) {
        *context = (CONTEXT){.provider = provctx, .family = family, .decode = decode};
    }
    return context;
}

static void free_context(void *ctx) { OPENSSL_free(ctx); }

static int read_exactly(BIO *in, unsigned char *bytes, size_t length) {
    size_t total = 0, got = 0;
    while (total < length && BIO_read_ex(in, bytes + total, length - total, &got) && got > 0) {
        total += got;
    }
    return total == length;
}

// One SEQUENCE in DER, and no byte beyond it; NULL if there is none. The caller clears and frees it.
static unsigned char *read_sequence(BIO *in, size_t *length) {
    unsigned char header[6];
    if (!read_exactly(in, header, 2) || header[0] != (V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED)) {
        return NULL;
    }
    size_t header_length = 2, content = header[1];
    if (header[1] >= 0x80) {
        const size_t octets = header[1] & 0x7f;
        if (octets < 1 || octets > 3 || !read_exactly(in, header + 2, octets)) {
            return NULL;
        }
        content = 0;
        for (size_t i = 0; i < octets; i++) {
            content = content << 8 | header[2 + i];
        }
        header_length += octets;
    }
    if (content > LIMIT) {
        return NULL;
    }
    *length = header_length + content;
    unsigned char *der = OPENSSL_malloc(*length);
    if (der == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < header_length; i++) {
        der[i] = header[i];
    }
    if (!read_exactly(in, der + header_length, content)) {
        OPENSSL_clear_free(der, *length);
        return NULL;
    }
    return der;
}

static int announce(KG_KEY **key, OSSL_CALLBACK *callback, void *cbarg) {
    int type = OSSL_OBJECT_PKEY;
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_int(OSSL_OBJECT_PARAM_TYPE, &type),
        OSSL_PARAM_construct_utf8_string(OSSL_OBJECT_PARAM_DATA_TYPE, (char *)(*key)->family->name, 0),
        OSSL_PARAM_construct_octet_string(OSSL_OBJECT_PARAM_REFERENCE, key, sizeof *key),
        OSSL_PARAM_construct_end(),
    };
    return callback(params, cbarg);
}

// "Nothing found" is no failure: OpenSSL then tries the next decoder.
static int decode(void *ctx, OSSL_CORE_BIO *core_bio, int selection, OSSL_CALLBACK *callback, void *cbarg,
                  OSSL_PASSPHRASE_CALLBACK *passphrase, void *passphrase_argument) {
    const CONTEXT *context = ctx;
    (void)selection;
    (void)passphrase;
    (void)passphrase_argument;
    BIO *in = BIO_new_from_core_bio(context->provider->libctx, core_bio);
    if (in == NULL) {
        return 0;
    }
    size_t length = 0;
    unsigned char *der = read_sequence(in, &length);
    BIO_free(in);
    KG_KEY *key = der != NULL ? context->decode(context->provider, context->family, der, length) : NULL;
    OPENSSL_clear_free(der, length);
    if (key == NULL) {
        return 1;
    }
    const int done = announce(&key, callback, cbarg);
    kg_key_free(key);
    return done;
}

static int selects_public(void *provctx, int selection) {
    (void)provctx;
    return kg_selects(selection, OSSL_KEYMGMT_SELECT_PUBLIC_KEY | OSSL_KEYMGMT_SELECT_ALL_PARAMETERS);
}

static int selects_private(void *provctx, int selection) {
    (void)provctx;
    return kg_selects(selection, OSSL_KEYMGMT_SELECT_ALL);
}

#define DECODER(family, kind, index)                                                                                   \
    static void *family##_##kind##_new(void *provctx) { return new_context(provctx, (index), kg_decode_##kind); }      \
    static const OSSL_DISPATCH family##_##kind##_functions[] = {                                                       \
        {OSSL_FUNC_DECODER_NEWCTX, (void (*)(void))family##_##kind##_new},                                             \
        {OSSL_FUNC_DECODER_FREECTX, (void (*)(void))free_context},                                                     \
        {OSSL_FUNC_DECODER_DOES_SELECTION, (void (*)(void))selects_##kind},                                            \
        {OSSL_FUNC_DECODER_DECODE, (void (*)(void))decode},                                                            \
        {0, NULL},                                                                                                     \
    }

DECODER(key_2015_512, public, KG_2015_512);
DECODER(key_2015_512, private, KG_2015_512);
DECODER(key_2015_256, public, KG_2015_256);
DECODER(key_2015_256, private, KG_2015_256);
DECODER(key_2004, public, KG_2004);
DECODER(key_2004, private, KG_2004);

#define PUBLIC "provider=kazgost,input=der,structure=SubjectPublicKeyInfo"
#define PRIVATE "provider=kazgost,input=der,structure=PrivateKeyInfo"

const OSSL_ALGORITHM kg_decoders[] = {
    {KG_NAMES_2015_512, PUBLIC, key_2015_512_public_functions, "GOST R 34.10-2015 public key, 512 bits"},
    {KG_NAMES_2015_512, PRIVATE, key_2015_512_private_functions, "GOST R 34.10-2015 private key, 512 bits"},
    {KG_NAMES_2015_256, PUBLIC, key_2015_256_public_functions, "GOST R 34.10-2015 public key, 256 bits"},
    {KG_NAMES_2015_256, PRIVATE, key_2015_256_private_functions, "GOST R 34.10-2015 private key, 256 bits"},
    {KG_NAMES_2004, PUBLIC, key_2004_public_functions, "GOST 34.310-2004 public key"},
    {KG_NAMES_2004, PRIVATE, key_2004_private_functions, "GOST 34.310-2004 private key"},
    {NULL, NULL, NULL, NULL},
};
