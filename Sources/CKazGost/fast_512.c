#include "fast.h"

#ifdef __SIZEOF_INT128__

#define LIMBS 8
#define FOLD 569
#define CURVE kg_curve_512_a
#define EXPORT kg_fast_512_a

#include "fast_field.h"
#include "fast_curve.h"

#endif
