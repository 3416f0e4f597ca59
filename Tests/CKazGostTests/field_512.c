#define LIMBS 8
#define FOLD 569
#define TEST test_field_512

#ifdef __SIZEOF_INT128__

#include "field_check.h"

#else

#include "check.h"

void TEST(void) { skip("no 128-bit integers: nothing of the kind is used"); }

#endif
