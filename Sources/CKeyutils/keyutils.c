// SwiftPM makes a module of a folder only where there is something to compile.
#include "CKeyutils.h"
