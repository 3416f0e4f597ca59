#include "fast.h"

#ifdef __SIZEOF_INT128__

#define LIMBS 4
#define FOLD 617
#define CURVE kg_curve_pkigovkz_a
#define EXPORT kg_fast_pkigovkz_a

#include "fast_field.h"
#include "fast_curve.h"

#endif
