// A PKCS #11 module around SoftHSM2 that behaves as tokens do which SoftHSM2 cannot play: locked, with one try left,
// pulled out while it signs, asking for the PIN with every signature, signing with a national key by a vendor's mechanism.
// It also counts logins. The program that loads it has the national algorithms in OpenSSL's default context.
//
// cc -shared -fPIC -I Sources/CPKCS11/include -o token_module.so Tests/Peers/token_module.c -lcrypto
#include "CPKCS11.h"
#include <dlfcn.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CKR_FUNCTION_FAILED 0x6UL
#define CKR_OPERATION_NOT_INITIALIZED 0x91UL
#define CKR_USER_NOT_LOGGED_IN 0x101UL
#define CKR_BUFFER_TOO_SMALL 0x150UL

static CK_FUNCTION_LIST real, list;
// Of the operation that C_SignInit began: there is one session.
static int is_begun, is_national, is_allowed;

static CK_ULONG number(const char *name)
{
    const char *value = getenv(name);
    return value == NULL ? 0 : strtoul(value, NULL, 0);
}

static CK_RV token_info(CK_ULONG slot, CK_TOKEN_INFO *info)
{
    CK_RV result = real.C_GetTokenInfo(slot, info);
    if (result == CKR_OK)
        info->flags |= number("TOKEN_FLAGS");
    return result;
}

// TOKEN_NATIONAL_MECHANISM is the vendor's number.
static int is_vendors(CK_ULONG mechanism)
{
    return mechanism != 0 && mechanism == number("TOKEN_NATIONAL_MECHANISM");
}

static CK_RV mechanism_info(CK_ULONG slot, CK_ULONG mechanism, CK_MECHANISM_INFO *info)
{
    if (!is_vendors(mechanism))
        return real.C_GetMechanismInfo(slot, mechanism, info);
    *info = (CK_MECHANISM_INFO){512, 512, CKF_SIGN};
    return CKR_OK;
}

// TOKEN_CONTEXT_PIN makes the token's keys ask for this PIN between C_SignInit and C_Sign, every time.
static CK_RV attribute_value(CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *attributes, CK_ULONG count)
{
    if (getenv("TOKEN_CONTEXT_PIN") == NULL || count != 1 || attributes->type != CKA_ALWAYS_AUTHENTICATE)
        return real.C_GetAttributeValue(session, object, attributes, count);
    if (attributes->pValue != NULL) {
        if (attributes->ulValueLen < 1)
            return CKR_BUFFER_TOO_SMALL;
        *(CK_BYTE *)attributes->pValue = 1;
    }
    attributes->ulValueLen = 1;
    return CKR_OK;
}

static CK_RV login(CK_ULONG session, CK_ULONG user, const CK_BYTE *pin, CK_ULONG length)
{
    const char *path = getenv("TOKEN_LOGINS"), *expected = getenv("TOKEN_CONTEXT_PIN");
    FILE *file = path == NULL ? NULL : fopen(path, "a");
    if (file != NULL) {
        fputs(user == CKU_CONTEXT_SPECIFIC ? "signature\n" : "login\n", file);
        fclose(file);
    }
    if (user != CKU_CONTEXT_SPECIFIC || expected == NULL)
        return real.C_Login(session, user, pin, length);
    if (!is_begun)
        return CKR_OPERATION_NOT_INITIALIZED;
    if (pin == NULL || length != strlen(expected) || memcmp(pin, expected, length) != 0)
        return CKR_PIN_INCORRECT;
    is_allowed = 1;
    return CKR_OK;
}

static CK_RV sign_init(CK_ULONG session, const CK_MECHANISM *mechanism, CK_ULONG key)
{
    is_national = is_vendors(mechanism->mechanism);
    is_allowed = 0;
    CK_RV result = is_national ? CKR_OK : real.C_SignInit(session, mechanism, key);
    is_begun = result == CKR_OK;
    return result;
}

// Signs a digest with the key of the file TOKEN_NATIONAL_KEY, whose password is TOKEN_NATIONAL_PASSWORD; if
// TOKEN_NATIONAL_REVERSED is set, the value's octets come in the other order, as some vendors give them.
static CK_RV national_sign(const CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG *room)
{
    const char *path = getenv("TOKEN_NATIONAL_KEY");
    FILE *file = path == NULL ? NULL : fopen(path, "rb");
    PKCS12 *pkcs12 = file == NULL ? NULL : d2i_PKCS12_fp(file, NULL);
    EVP_PKEY *key = NULL;
    X509 *certificate = NULL;
    EVP_PKEY_CTX *context = NULL;
    size_t written = *room;
    CK_RV result = CKR_FUNCTION_FAILED;
    if (pkcs12 != NULL && PKCS12_parse(pkcs12, getenv("TOKEN_NATIONAL_PASSWORD"), &key, &certificate, NULL) == 1
        && (context = EVP_PKEY_CTX_new(key, NULL)) != NULL && EVP_PKEY_sign_init(context) == 1
        && EVP_PKEY_sign(context, signature, &written, data, length) == 1) {
        result = CKR_OK;
        *room = written;
        for (size_t i = 0; getenv("TOKEN_NATIONAL_REVERSED") != NULL && i < written / 2; i++) {
            CK_BYTE byte = signature[i];
            signature[i] = signature[written - 1 - i];
            signature[written - 1 - i] = byte;
        }
    }
    EVP_PKEY_CTX_free(context);
    X509_free(certificate);
    EVP_PKEY_free(key);
    PKCS12_free(pkcs12);
    if (file != NULL)
        fclose(file);
    return result;
}

static CK_RV sign(CK_ULONG session, const CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG *room)
{
    if (getenv("TOKEN_SIGN_RESULT") != NULL)
        return number("TOKEN_SIGN_RESULT");
    if (!is_begun)
        return CKR_OPERATION_NOT_INITIALIZED;
    is_begun = 0;
    if (getenv("TOKEN_CONTEXT_PIN") != NULL && !is_allowed)
        return CKR_USER_NOT_LOGGED_IN;
    return is_national ? national_sign(data, length, signature, room)
                       : real.C_Sign(session, data, length, signature, room);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **out)
{
    const char *path = getenv("TOKEN_REAL_MODULE");
    void *library = path == NULL ? NULL : dlopen(path, RTLD_NOW);
    CK_C_GetFunctionList get = library == NULL ? NULL : (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList");
    CK_FUNCTION_LIST *found;
    if (get == NULL || get(&found) != CKR_OK)
        return 5;
    real = *found;
    list = real;
    list.C_GetTokenInfo = token_info;
    list.C_GetMechanismInfo = mechanism_info;
    list.C_GetAttributeValue = attribute_value;
    list.C_Login = login;
    list.C_SignInit = sign_init;
    list.C_Sign = sign;
    *out = &list;
    return CKR_OK;
}
