// Our implementation against the gost-engine's, an independent one of the same mathematics under Russian names: each
// verifies what the other signed, and both compute the same digests. Then the speed of both, in one run.
// ENGINE is deprecated in OpenSSL 3 and gone in 4; this program alone uses it.
#include "../check.h"
#include "../support.h"

#include "CKazGost.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *fixtures = "";
static int passed_count, failed_count;

int check(int passed, const char *condition, const char *file, int line, const char *format, ...) {
    passed ? passed_count++ : failed_count++;
    if (!passed) {
        va_list arguments;
        va_start(arguments, format);
        fprintf(stderr, "%s:%d: failed: ", file, line);
        vfprintf(stderr, format, arguments);
        fprintf(stderr, " (%s)\n", condition);
        va_end(arguments);
        ERR_print_errors_fp(stderr);
    }
    return passed;
}

unsigned char *read_file(const char *path, size_t *length) {
    (void)path;
    *length = 0;
    return NULL;
}

// The engine's name of a kind of key, and its name of the same curve.
typedef struct {
    const char *algorithm, *set;
} PEER;

static const PEER peers[KINDS] = {{"gost2012_512", "A"}, {"gost2012_256", "TCA"}, {"gost2012_256", "A"}};

static EVP_PKEY *peer_key(const PEER *peer) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(OBJ_sn2nid(peer->algorithm), NULL);
    EVP_PKEY_keygen_init(context);
    EVP_PKEY_CTX_ctrl_str(context, "paramset", peer->set);
    EVP_PKEY_keygen(context, &key);
    EVP_PKEY_CTX_free(context);
    return key;
}

static void reverse(unsigned char *bytes, size_t length) {
    for (size_t i = 0; i < length / 2; i++) {
        const unsigned char byte = bytes[i];
        bytes[i] = bytes[length - 1 - i];
        bytes[length - 1 - i] = byte;
    }
}

static size_t sign_digest(EVP_PKEY *key, const unsigned char *digest, size_t length, unsigned char *signature) {
    size_t size = 128;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    const int good = EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_sign(context, signature, &size, digest, length) == 1;
    EVP_PKEY_CTX_free(context);
    return good ? size : 0;
}

static int verify_digest(EVP_PKEY *key, const unsigned char *digest, size_t length, const unsigned char *signature,
                         size_t size) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    const int good =
        EVP_PKEY_verify_init(context) == 1 && EVP_PKEY_verify(context, signature, size, digest, length) == 1;
    EVP_PKEY_CTX_free(context);
    return good;
}

// Both write the public key as the last bytes of SubjectPublicKeyInfo, so that it can be put from one into the other.
static EVP_PKEY *transplant(EVP_PKEY *from, EVP_PKEY *into, size_t length) {
    unsigned char *source = NULL, *target = NULL;
    const int source_length = i2d_PUBKEY(from, &source), target_length = i2d_PUBKEY(into, &target);
    memcpy(target + target_length - length, source + source_length - length, length);
    const unsigned char *at = target;
    EVP_PKEY *key = d2i_PUBKEY(NULL, &at, target_length);
    OPENSSL_free(source);
    OPENSSL_free(target);
    return key;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// The best of several rounds, in microseconds: the machine has other work to do as well.
#define TIME(result, times, statement)                                                                                 \
    do {                                                                                                               \
        (result) = 1e9;                                                                                                \
        for (int round = 0; round < 7; round++) {                                                                      \
            const double start = now();                                                                                \
            for (int repeat = 0; repeat < (times); repeat++) {                                                         \
                statement;                                                                                             \
            }                                                                                                          \
            const double taken = (now() - start) / (times) * 1e6;                                                      \
            (result) = taken < (result) ? taken : (result);                                                            \
        }                                                                                                              \
    } while (0)

static void signatures(const KIND *kind, const PEER *peer, int count) {
    const size_t width = (size_t)kind->width, size = 2 * width;
    EVP_PKEY *ours = generate(kind), *theirs = peer_key(peer);
    if (!CHECK(ours != NULL && theirs != NULL, "%s, keys", kind->algorithm)) {
        return;
    }
    EVP_PKEY *ours_there = transplant(ours, theirs, size), *theirs_here = transplant(theirs, ours, size);
    CHECK(ours_there != NULL && theirs_here != NULL, "%s, keys exchanged", kind->algorithm);
    unsigned char digest[64], signature[128], backwards[128];
    int agreed = 1;
    for (int i = 0; i < count; i++) {
        RAND_bytes(digest, sizeof digest);
        agreed &= sign_digest(theirs, digest, width, signature) == size;
        reverse(signature, size);
        agreed &= verify_digest(theirs_here, digest, width, signature, size);
        agreed &= sign_digest(ours, digest, width, signature) == size;
        memcpy(backwards, signature, size);
        reverse(backwards, size);
        agreed &= verify_digest(ours_there, digest, width, backwards, size);
    }
    CHECK(agreed, "%s, %d signatures each way", kind->algorithm, count);

    double sign_here, sign_there, verify_here, verify_there;
    TIME(sign_here, 50, sign_digest(ours, digest, width, signature));
    TIME(sign_there, 50, sign_digest(theirs, digest, width, backwards));
    TIME(verify_here, 50, verify_digest(ours, digest, width, signature, size));
    TIME(verify_there, 50, verify_digest(theirs, digest, width, backwards, size));
    printf("%-22s sign %7.1f us, engine %7.1f us, ratio %.2f; verify %7.1f us, engine %7.1f us, ratio %.2f\n",
           kind->algorithm, sign_here, sign_there, sign_there / sign_here, verify_here, verify_there,
           verify_there / verify_here);
    EVP_PKEY_free(ours);
    EVP_PKEY_free(theirs);
    EVP_PKEY_free(ours_there);
    EVP_PKEY_free(theirs_here);
}

static void digests(const char *name, const char *peer, int comparable) {
    static unsigned char message[1 << 20];
    unsigned char here[64], there[64];
    unsigned length = 0;
    EVP_MD *md = EVP_MD_fetch(NULL, name, "provider=kazgost");
    const EVP_MD *other = EVP_get_digestbyname(peer);
    int agreed = md != NULL && other != NULL;
    RAND_bytes(message, sizeof message);
    for (size_t i = 0; agreed && comparable && i < 2000; i++) {
        EVP_Digest(message + i, i, here, &length, md, NULL);
        EVP_Digest(message + i, i, there, &length, other, NULL);
        agreed &= memcmp(here, there, length) == 0;
    }
    CHECK(agreed, "%s and %s", name, peer);
    double ours, theirs;
    TIME(ours, 2, EVP_Digest(message, sizeof message, here, &length, md, NULL));
    TIME(theirs, 2, EVP_Digest(message, sizeof message, there, &length, other, NULL));
    printf("%-22s %7.1f MB/s, engine %7.1f MB/s, ratio %.2f\n", name, sizeof message / ours, sizeof message / theirs,
           theirs / ours);
    EVP_MD_free(md);
}

int main(int count, char **arguments) {
    const int rounds = count > 1 ? atoi(arguments[1]) : 100;
    ENGINE_load_builtin_engines();
    ENGINE *engine = ENGINE_by_id("gost");
    OSSL_PROVIDER *provider = kazgost_load(NULL);
    if (engine == NULL || !ENGINE_init(engine)) {
        printf("skipped: the gost-engine is not installed\n0 passed, 0 failed\n");
        return EXIT_SUCCESS;
    }
    ENGINE_set_default(engine, ENGINE_METHOD_ALL);
    for (int i = 0; i < KINDS; i++) {
        signatures(&kinds[i], &peers[i], rounds);
    }
    digests(KAZGOST_STREEBOG_512, "md_gost12_512", 1);
    digests(KAZGOST_STREEBOG_256, "md_gost12_256", 1);
    // The engine has this digest with another substitution only: the speed can be compared, the value cannot.
    digests(KAZGOST_GOST34311_95, "md_gost94", 0);
    ENGINE_finish(engine);
    ENGINE_free(engine);
    OSSL_PROVIDER_unload(provider);
    printf("%d passed, %d failed\n", passed_count, failed_count);
    return failed_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
