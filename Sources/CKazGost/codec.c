#include "codec.h"

#include <openssl/asn1t.h>
#include <openssl/objects.h>
#include <string.h>

// libcrypto's own X509_PUBKEY would look for a decoder, that is for us, so SubjectPublicKeyInfo has a template here.
// The BIT STRING is read as if it were an OCTET STRING, which leaves the count of unused bits in front for us to look
// at.
typedef struct {
    X509_ALGOR *algorithm;
    ASN1_OCTET_STRING *public_key;
} KG_SPKI;

// clang-format off
ASN1_SEQUENCE(KG_SPKI) = {
    ASN1_SIMPLE(KG_SPKI, algorithm, X509_ALGOR),
    ASN1_EX_TYPE(ASN1_TFLG_IMPTAG | ASN1_TFLG_UNIVERSAL, V_ASN1_BIT_STRING, KG_SPKI, public_key, ASN1_OCTET_STRING),
} static_ASN1_SEQUENCE_END(KG_SPKI)

typedef struct {
    ASN1_OBJECT *group;
    ASN1_OBJECT *digest;
} KG_PARAMETERS;

ASN1_SEQUENCE(KG_PARAMETERS) = {
    ASN1_SIMPLE(KG_PARAMETERS, group, ASN1_OBJECT),
    ASN1_OPT(KG_PARAMETERS, digest, ASN1_OBJECT),
} static_ASN1_SEQUENCE_END(KG_PARAMETERS)

static int is_identifier(const ASN1_OBJECT *object, const char *identifier) {
    char dotted[80];
    const int length = OBJ_obj2txt(dotted, sizeof dotted, object, 1);
    return length > 0 && length < (int)sizeof dotted && strcmp(dotted, identifier) == 0;
}
// clang-format on

static int is_algorithm(const X509_ALGOR *algorithm, const KG_FAMILY *family) {
    const ASN1_OBJECT *object = NULL;
    X509_ALGOR_get0(&object, NULL, NULL, algorithm);
    return is_identifier(object, family->identifier);
}

// The curve must be the family's own. The digest, which the algorithm implies, may be absent, but not another one.
static int has_parameters(const X509_ALGOR *algorithm, const KG_FAMILY *family) {
    const void *value = NULL;
    int type = V_ASN1_UNDEF;
    X509_ALGOR_get0(NULL, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE) {
        return 0;
    }
    const unsigned char *start = ASN1_STRING_get0_data(value), *end = start + ASN1_STRING_length(value);
    KG_PARAMETERS *parameters =
        (KG_PARAMETERS *)ASN1_item_d2i(NULL, &start, end - start, ASN1_ITEM_rptr(KG_PARAMETERS));
    const int good = parameters != NULL && start == end && is_identifier(parameters->group, family->group_identifier) &&
                     (parameters->digest == NULL || is_identifier(parameters->digest, family->digest_identifier) ||
                      is_identifier(parameters->digest, family->hash->identifier));
    ASN1_item_free((ASN1_VALUE *)parameters, ASN1_ITEM_rptr(KG_PARAMETERS));
    return good;
}

// The content of the OCTET STRING that fills `bytes`, if it is `length` bytes long. Its header takes two bytes, or
// three from a length of 128 on.
static const unsigned char *octets(const unsigned char *bytes, size_t available, size_t length) {
    const size_t header = length < 128 ? 2 : 3;
    if (available != header + length || bytes[0] != V_ASN1_OCTET_STRING || bytes[header - 1] != length ||
        (header == 3 && bytes[1] != 0x81)) {
        return NULL;
    }
    return bytes + header;
}

static KG_KEY *refuse(const KG_PROVIDER *provider, KG_KEY *key, int reason) {
    kg_raise(provider, reason);
    kg_key_free(key);
    return NULL;
}

static KG_KEY *public_key(const KG_PROVIDER *provider, int family, const KG_SPKI *spki) {
    KG_KEY *key = kg_key_new(provider, family);
    if (key == NULL || !is_algorithm(spki->algorithm, key->family)) {
        kg_key_free(key);
        return NULL;
    }
    if (!has_parameters(spki->algorithm, key->family)) {
        return refuse(provider, key, KG_R_UNSUPPORTED_PARAMETERS);
    }
    const size_t length = 2 * key->curve->width;
    const unsigned char *bits = ASN1_STRING_get0_data(spki->public_key);
    const size_t available = (size_t)ASN1_STRING_length(spki->public_key);
    const unsigned char *point = available > 0 && bits[0] == 0 ? octets(bits + 1, available - 1, length) : NULL;
    if (point == NULL) {
        return refuse(provider, key, KG_R_MALFORMED_KEY);
    }
    if (!kg_key_set_public(key, point, length)) {
        kg_key_free(key);
        return NULL;
    }
    return key;
}

KG_KEY *kg_decode_public(const KG_PROVIDER *provider, int family, const unsigned char *der, size_t length) {
    const unsigned char *end = der;
    KG_SPKI *spki = (KG_SPKI *)ASN1_item_d2i(NULL, &end, (long)length, ASN1_ITEM_rptr(KG_SPKI));
    KG_KEY *key = spki != NULL && end == der + length ? public_key(provider, family, spki) : NULL;
    ASN1_item_free((ASN1_VALUE *)spki, ASN1_ITEM_rptr(KG_SPKI));
    return key;
}

// Either form is read, whichever the family writes: they cannot be confused.
static BIGNUM *private_number(const unsigned char *bytes, size_t length, size_t width) {
    const unsigned char *little = octets(bytes, length, width);
    if (little != NULL) {
        BIGNUM *number = BN_secure_new();
        if (number != NULL && BN_lebin2bn(little, (int)width, number) == NULL) {
            BN_clear_free(number);
            return NULL;
        }
        return number;
    }
    if (length < 3 || length > width + 3 || bytes[0] != V_ASN1_INTEGER || bytes[1] != length - 2 || bytes[2] >= 0x80) {
        return NULL;
    }
    BIGNUM *number = BN_secure_new();
    if (number != NULL && BN_bin2bn(bytes + 2, (int)length - 2, number) == NULL) {
        BN_clear_free(number);
        return NULL;
    }
    return number;
}

static KG_KEY *private_key(const KG_PROVIDER *provider, int family, const PKCS8_PRIV_KEY_INFO *info) {
    const unsigned char *bytes = NULL;
    int length = 0;
    const X509_ALGOR *algorithm = NULL;
    KG_KEY *key = kg_key_new(provider, family);
    if (key == NULL || !PKCS8_pkey_get0(NULL, &bytes, &length, &algorithm, info) ||
        !is_algorithm(algorithm, key->family)) {
        kg_key_free(key);
        return NULL;
    }
    if (!has_parameters(algorithm, key->family)) {
        return refuse(provider, key, KG_R_UNSUPPORTED_PARAMETERS);
    }
    BIGNUM *number = private_number(bytes, (size_t)length, key->curve->width);
    if (number == NULL) {
        return refuse(provider, key, KG_R_MALFORMED_KEY);
    }
    if (!kg_key_set_private(key, number)) {
        kg_key_free(key);
        return NULL;
    }
    return key;
}

KG_KEY *kg_decode_private(const KG_PROVIDER *provider, int family, const unsigned char *der, size_t length) {
    const unsigned char *end = der;
    PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &end, (long)length);
    KG_KEY *key = info != NULL && end == der + length ? private_key(provider, family, info) : NULL;
    PKCS8_PRIV_KEY_INFO_free(info);
    return key;
}

// SEQUENCE { curve, digest } as an ASN1_STRING.
static ASN1_STRING *parameters(const KG_FAMILY *family) {
    KG_PARAMETERS value = {
        .group = OBJ_txt2obj(family->group_identifier, 1),
        .digest = OBJ_txt2obj(family->digest_identifier, 1),
    };
    ASN1_STRING *packed = NULL;
    if (value.group != NULL && value.digest != NULL) {
        packed = ASN1_item_pack(&value, ASN1_ITEM_rptr(KG_PARAMETERS), NULL);
    }
    ASN1_OBJECT_free(value.group);
    ASN1_OBJECT_free(value.digest);
    return packed;
}

// The OCTET STRING of `length` bytes.
static unsigned char *octet_string(const unsigned char *bytes, size_t length, int *total) {
    ASN1_OCTET_STRING *string = ASN1_OCTET_STRING_new();
    unsigned char *der = NULL;
    *total = -1;
    if (string != NULL && ASN1_OCTET_STRING_set(string, bytes, (int)length)) {
        *total = i2d_ASN1_OCTET_STRING(string, &der);
    }
    ASN1_OCTET_STRING_free(string);
    return der;
}

int kg_encode_public(const KG_KEY *key, unsigned char **der) {
    int length = -1, inner_length = 0;
    unsigned char *inner = octet_string(key->public_bytes, 2 * key->curve->width, &inner_length);
    ASN1_OBJECT *object = OBJ_txt2obj(key->family->identifier, 1);
    ASN1_STRING *parameter = parameters(key->family);
    X509_PUBKEY *info = X509_PUBKEY_new();
    if (key->public_key != NULL && inner != NULL && object != NULL && parameter != NULL && info != NULL &&
        X509_PUBKEY_set0_param(info, object, V_ASN1_SEQUENCE, parameter, inner, inner_length)) {
        length = i2d_X509_PUBKEY(info, der);
    } else {
        ASN1_OBJECT_free(object);
        ASN1_STRING_free(parameter);
        OPENSSL_free(inner);
    }
    X509_PUBKEY_free(info);
    return length;
}

// The content of PKCS#8's OCTET STRING: an OCTET STRING, or an INTEGER for GOST 34.310-2004.
static unsigned char *private_octets(const KG_KEY *key, int *length) {
    unsigned char *der = NULL;
    *length = -1;
    if (key->family->integer_private_key) {
        ASN1_INTEGER *integer = BN_to_ASN1_INTEGER(key->private_key, NULL);
        if (integer != NULL) {
            *length = i2d_ASN1_INTEGER(integer, &der);
            OPENSSL_cleanse((unsigned char *)ASN1_STRING_get0_data(integer), (size_t)ASN1_STRING_length(integer));
        }
        ASN1_INTEGER_free(integer);
        return der;
    }
    unsigned char bytes[2 + KG_WIDTH_MAXIMUM] = {V_ASN1_OCTET_STRING, (unsigned char)key->curve->width};
    const int width = (int)key->curve->width;
    if (BN_bn2lebinpad(key->private_key, bytes + 2, width) == width) {
        der = OPENSSL_memdup(bytes, (size_t)width + 2);
        *length = width + 2;
    }
    OPENSSL_cleanse(bytes, sizeof bytes);
    return der;
}

PKCS8_PRIV_KEY_INFO *kg_encode_private(const KG_KEY *key) {
    int length = 0;
    unsigned char *bytes = private_octets(key, &length);
    ASN1_OBJECT *object = OBJ_txt2obj(key->family->identifier, 1);
    ASN1_STRING *parameter = parameters(key->family);
    PKCS8_PRIV_KEY_INFO *info = PKCS8_PRIV_KEY_INFO_new();
    if (bytes != NULL && length > 0 && object != NULL && parameter != NULL && info != NULL &&
        PKCS8_pkey_set0(info, object, 0, V_ASN1_SEQUENCE, parameter, bytes, length)) {
        return info;
    }
    ASN1_OBJECT_free(object);
    ASN1_STRING_free(parameter);
    OPENSSL_clear_free(bytes, length > 0 ? (size_t)length : 0);
    PKCS8_PRIV_KEY_INFO_free(info);
    return NULL;
}

int kg_encode_signature_algorithm(const KG_FAMILY *family, unsigned char **der) {
    X509_ALGOR *algorithm = X509_ALGOR_new();
    ASN1_OBJECT *object = OBJ_txt2obj(family->signature_identifier, 1);
    int length = -1;
    if (algorithm != NULL && object != NULL && X509_ALGOR_set0(algorithm, object, V_ASN1_NULL, NULL)) {
        object = NULL;
        length = i2d_X509_ALGOR(algorithm, der);
    }
    ASN1_OBJECT_free(object);
    X509_ALGOR_free(algorithm);
    return length;
}
