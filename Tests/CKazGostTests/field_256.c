#define LIMBS 4
#define FOLD 617
#define TEST test_field_256

#ifdef __SIZEOF_INT128__

#include "field_check.h"

#else

#include "check.h"

void TEST(void) { skip("no 128-bit integers: nothing of the kind is used"); }

#endif
