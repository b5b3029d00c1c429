// SwiftPM makes a module of a folder only where there is something to compile.
#include "CZstd.h"
