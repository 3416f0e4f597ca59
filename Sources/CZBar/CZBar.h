// The header of the system's library.
#include <zbar.h>
