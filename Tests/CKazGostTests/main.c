// The tests of CKazGost. Usage: tests [FOLDER-OF-SAMPLES]
// KAZGOST_ROUNDS in the environment is how many random inputs the arithmetic is tried with.
#include "check.h"

#include "CKazGost.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *fixtures = "../shared/fixtures/kz";

static atomic_int passed_count, failed_count;

int check(int passed, const char *condition, const char *file, int line, const char *format, ...) {
    if (passed) {
        atomic_fetch_add(&passed_count, 1);
        return 1;
    }
    atomic_fetch_add(&failed_count, 1);
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s:%d: failed: ", file, line);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, " (%s)\n", condition);
    va_end(arguments);
    ERR_print_errors_fp(stderr);
    return 0;
}

void skip(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("skipped: ", stderr);
    vfprintf(stderr, format, arguments);
    fputs("\n", stderr);
    va_end(arguments);
}

unsigned char *from_hex(const char *hex, size_t *length) {
    long count = 0;
    unsigned char *bytes = OPENSSL_hexstr2buf(hex, &count);
    if (bytes == NULL) {
        fprintf(stderr, "not hexadecimal: %s\n", hex);
        abort();
    }
    *length = (size_t)count;
    return bytes;
}

unsigned char *from_hex_reversed(const char *hex, size_t *length) {
    unsigned char *bytes = from_hex(hex, length);
    for (size_t i = 0; i < *length / 2; i++) {
        const unsigned char byte = bytes[i];
        bytes[i] = bytes[*length - 1 - i];
        bytes[*length - 1 - i] = byte;
    }
    return bytes;
}

unsigned char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    unsigned char *bytes = size < 0 ? NULL : OPENSSL_malloc((size_t)size + 1);
    if (bytes != NULL) {
        *length = fread(bytes, 1, (size_t)size, file);
    }
    fclose(file);
    return bytes;
}

int main(int count, char **arguments) {
    if (count > 1) {
        fixtures = arguments[1];
    }
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    // The keys of the certification authority's files are fine, but their certificates are under 40 bit RC2.
    OSSL_PROVIDER *legacy = OSSL_PROVIDER_try_load(NULL, "legacy", 1);
    OSSL_PROVIDER *provider = kazgost_load(NULL), *again = kazgost_load(NULL);
    CHECK(provider != NULL, "the provider loads");
    CHECK(again != NULL && OSSL_PROVIDER_unload(again), "the provider loads twice");
    OSSL_LIB_CTX *other = OSSL_LIB_CTX_new();
    again = kazgost_load(other);
    CHECK(again != NULL && OSSL_PROVIDER_unload(again), "the provider loads into another context");
    OSSL_LIB_CTX_free(other);

    test_digests();
    test_field_512();
    test_field_256();
    test_multiples();
    test_signature_examples();
    test_signatures();
    test_keys();
    test_requests();
    test_threads();
    size_t length = 0;
    char path[4096];
    snprintf(path, sizeof path, "%s/MANIFEST.md", fixtures);
    unsigned char *manifest = read_file(path, &length);
    if (manifest == NULL) {
        skip("no samples in %s", fixtures);
    } else {
        OPENSSL_free(manifest);
        test_certificates();
        if (legacy == NULL) {
            skip("OpenSSL's legacy provider is not installed: no key files");
        } else {
            test_key_files();
        }
        test_cms();
        test_revocation();
    }
    OSSL_PROVIDER_unload(legacy);
    OSSL_PROVIDER_unload(provider);
    printf("%d passed, %d failed\n", passed_count, failed_count);
    return failed_count == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
