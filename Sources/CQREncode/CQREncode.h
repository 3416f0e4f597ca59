// The header of the system's library.
#include <qrencode.h>
