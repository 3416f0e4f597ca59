// National keys as DER: SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) and PrivateKeyInfo (RFC 5208).
//
//   algorithm   SEQUENCE { key algorithm, SEQUENCE { curve, digest } }
//   public key  BIT STRING { OCTET STRING { X || Y } }, both little-endian
//   private key OCTET STRING { OCTET STRING }, little-endian; for GOST 34.310-2004 OCTET STRING { INTEGER }
#ifndef KG_CODEC_H
#define KG_CODEC_H

#include "key.h"

#include <openssl/x509.h>

// A key, or NULL. Where the DER is of another algorithm, no error is raised: another decoder may know it.
KG_KEY *kg_decode_public(const KG_PROVIDER *provider, int family, const unsigned char *der, size_t length);
KG_KEY *kg_decode_private(const KG_PROVIDER *provider, int family, const unsigned char *der, size_t length);

// The length of the encoding, which the caller frees; below 1 if there is none.
int kg_encode_public(const KG_KEY *key, unsigned char **der);
int kg_encode_signature_algorithm(const KG_FAMILY *family, unsigned char **der);

// The caller frees the result.
PKCS8_PRIV_KEY_INFO *kg_encode_private(const KG_KEY *key);

#endif
