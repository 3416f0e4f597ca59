// OpenSSL for Swift: its headers, and functions for what Swift cannot import (macros and stack accessors).
// One line each, no logic. Names are COpenSSLShim_<original name>.
#ifndef COPENSSLSHIM_H
#define COPENSSLSHIM_H

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

STACK_OF(X509) *COpenSSLShim_sk_X509_new_null(void);
int COpenSSLShim_sk_X509_num(const STACK_OF(X509) *stack);
X509 *COpenSSLShim_sk_X509_value(const STACK_OF(X509) *stack, int index);
int COpenSSLShim_sk_X509_push(STACK_OF(X509) *stack, X509 *certificate);
void COpenSSLShim_sk_X509_free(STACK_OF(X509) *stack);
void COpenSSLShim_sk_X509_pop_free(STACK_OF(X509) *stack);

int COpenSSLShim_EVP_PKEY_PUBLIC_KEY(void);
void COpenSSLShim_OPENSSL_free(void *pointer);
void COpenSSLShim_OPENSSL_clear_free(void *pointer, size_t length);
long COpenSSLShim_BIO_get_mem_data(BIO *bio, char **data);

#endif
