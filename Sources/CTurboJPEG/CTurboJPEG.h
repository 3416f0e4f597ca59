// The header of the system's library.
#include <turbojpeg.h>
