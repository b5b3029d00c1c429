#ifndef LLMCTL_KEYUTILS_H
#define LLMCTL_KEYUTILS_H

// The calls and constants of libkeyutils, as Debian's libkeyutils-dev declares them. The header misses an include of its own.
#include <stddef.h>
#include <sys/types.h>
#include <keyutils.h>

#endif
