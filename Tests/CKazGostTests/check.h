// A check is counted, and told about when it fails.
#ifndef CHECK_H
#define CHECK_H

#include <stddef.h>

#define CHECK(condition, ...) check((condition) != 0, #condition, __FILE__, __LINE__, __VA_ARGS__)

// Returns `passed`; the rest, as for printf, says what was checked.
int check(int passed, const char *condition, const char *file, int line, const char *format, ...);

// Something that could not be checked here, and why.
void skip(const char *format, ...);

// The bytes of hexadecimal digits; the caller frees them.
unsigned char *from_hex(const char *hex, size_t *length);

// The same in reverse order: numbers of standards are printed with the most significant byte first.
unsigned char *from_hex_reversed(const char *hex, size_t *length);

// All bytes of a file, or NULL; the caller frees them.
unsigned char *read_file(const char *path, size_t *length);

// The folder of samples from Kazakhstan's certification authority.
extern const char *fixtures;

void test_digests(void);
void test_field_512(void);
void test_field_256(void);
void test_multiples(void);
void test_signature_examples(void);
void test_signatures(void);
void test_keys(void);
void test_requests(void);
void test_certificates(void);
void test_key_files(void);
void test_cms(void);
void test_revocation(void);
void test_threads(void);

#endif
