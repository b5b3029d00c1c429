#ifndef LLMCTL_PCRE2_H
#define LLMCTL_PCRE2_H

// PCRE2 over bytes of UTF-8, as Debian's libpcre2-dev declares it; the calls end in _8.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
