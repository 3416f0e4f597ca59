// A PKCS #11 module around SoftHSM2 that behaves as tokens do which SoftHSM2 cannot play: locked, with one try left,
// pulled out while it signs. It also counts logins.
//
// cc -shared -fPIC -I Sources/CPKCS11/include -o token_module.so Tests/Peers/token_module.c
#include "CPKCS11.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static CK_FUNCTION_LIST real, list;

static CK_RV token_info(CK_ULONG slot, CK_TOKEN_INFO *info)
{
    const char *flags = getenv("TOKEN_FLAGS");
    CK_RV result = real.C_GetTokenInfo(slot, info);
    if (result == CKR_OK && flags != NULL)
        info->flags |= strtoul(flags, NULL, 0);
    return result;
}

static CK_RV login(CK_ULONG session, CK_ULONG user, const CK_BYTE *pin, CK_ULONG length)
{
    const char *path = getenv("TOKEN_LOGINS");
    FILE *file = path == NULL ? NULL : fopen(path, "a");
    if (file != NULL) {
        fputs("login\n", file);
        fclose(file);
    }
    return real.C_Login(session, user, pin, length);
}

static CK_RV sign(CK_ULONG session, const CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG *room)
{
    const char *failure = getenv("TOKEN_SIGN_RESULT");
    if (failure != NULL)
        return strtoul(failure, NULL, 0);
    return real.C_Sign(session, data, length, signature, room);
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
    list.C_Login = login;
    list.C_Sign = sign;
    *out = &list;
    return CKR_OK;
}
