#include "CPKCS11.h"

// A target needs a source. The sizes are those of the standard on systems whose longs are as wide as their pointers.
_Static_assert(sizeof(CK_FUNCTION_LIST) == 45 * sizeof(void *), "C_Sign must stand in its place");
_Static_assert(sizeof(CK_TOKEN_INFO) == 96 + 11 * sizeof(CK_ULONG) + 24, "CK_TOKEN_INFO has its standard size");
