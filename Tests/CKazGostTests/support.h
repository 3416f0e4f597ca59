// Helpers of the tests that go through OpenSSL's public interface.
#ifndef SUPPORT_H
#define SUPPORT_H

#include <openssl/evp.h>
#include <openssl/x509.h>

typedef struct {
    const char *algorithm, *digest, *order;
    const char *key_identifier, *group_identifier;
    int width;
} KIND;

#define KINDS 3
extern const KIND kinds[KINDS];

// The kind of a key, or NULL if it is not a national one.
const KIND *kind_of(const EVP_PKEY *key);

EVP_PKEY *generate(const KIND *kind);

// A signature over a message by EVP_DigestSign; 0 bytes long if it fails.
size_t sign_message(EVP_PKEY *key, const void *message, size_t length, unsigned char signature[128]);
int verify_message(EVP_PKEY *key, const void *message, size_t length, const unsigned char *signature, size_t size);

// A certificate for `subject`'s public key, signed by `issuer_key`. `issuer` is NULL for a self-signed one.
X509 *make_certificate(const char *name, EVP_PKEY *subject, X509 *issuer, EVP_PKEY *issuer_key, int authority);

// Samples, in DER or in PEM.
X509 *read_certificate(const char *name);

// All certificates of ca-production and ca-test.
STACK_OF(X509) * read_authorities(void);

// A store that trusts the self-signed ones of `authorities`, judging at a time.
X509_STORE *store_at(STACK_OF(X509) * authorities, long long seconds);

// Whether a certificate chains to a root, judged a day after it was issued.
int chains_when_issued(X509 *certificate, STACK_OF(X509) * authorities);

#endif
