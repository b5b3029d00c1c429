#ifndef LLMCTL_ZSTD_H
#define LLMCTL_ZSTD_H

// Zstandard (RFC 8878), as Debian's libzstd-dev declares it.
#include <zstd.h>

#endif
