#include "COpenSSLShim.h"

STACK_OF(X509) *COpenSSLShim_sk_X509_new_null(void) { return sk_X509_new_null(); }
int COpenSSLShim_sk_X509_num(const STACK_OF(X509) *stack) { return sk_X509_num(stack); }
X509 *COpenSSLShim_sk_X509_value(const STACK_OF(X509) *stack, int index) { return sk_X509_value(stack, index); }
int COpenSSLShim_sk_X509_push(STACK_OF(X509) *stack, X509 *certificate) { return sk_X509_push(stack, certificate); }
void COpenSSLShim_sk_X509_free(STACK_OF(X509) *stack) { sk_X509_free(stack); }
void COpenSSLShim_sk_X509_pop_free(STACK_OF(X509) *stack) { sk_X509_pop_free(stack, X509_free); }

int COpenSSLShim_EVP_PKEY_PUBLIC_KEY(void) { return EVP_PKEY_PUBLIC_KEY; }
void COpenSSLShim_OPENSSL_free(void *pointer) { OPENSSL_free(pointer); }
void COpenSSLShim_OPENSSL_clear_free(void *pointer, size_t length) { OPENSSL_clear_free(pointer, length); }
long COpenSSLShim_BIO_get_mem_data(BIO *bio, char **data) { return BIO_get_mem_data(bio, data); }
