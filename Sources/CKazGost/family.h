// The three families of national keys: which curve, which digest, which object identifiers, which encoding.
#ifndef KG_FAMILY_H
#define KG_FAMILY_H

#include "curve.h"
#include "hash.h"

typedef struct {
    const char *name;       // of the key algorithm, as OpenSSL knows it
    const char *identifier; // of the public key algorithm, dotted
    const char *names;      // both, as a provider announces them
    const char *group;      // the curve's name
    const char *group_identifier;
    const char *digest_identifier; // the second parameter of the public key's AlgorithmIdentifier
    const char *signature_name;    // of the signature algorithm
    const char *signature_identifier;
    const KG_CURVE_PARAMETERS *curve;
    const KG_HASH *hash;
    int integer_private_key; // PKCS#8 holds an INTEGER; else an OCTET STRING, little-endian
} KG_FAMILY;

enum { KG_2015_512, KG_2015_256, KG_2004, KG_FAMILIES };

extern const KG_FAMILY kg_families[KG_FAMILIES];

#define KG_WIDTH_MAXIMUM 64

#endif
