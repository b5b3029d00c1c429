#ifndef LLMCTL_ICU_DATA_H
#define LLMCTL_ICU_DATA_H

/// An empty table in place of ICU's data; see icu_data.c.
extern const unsigned char icudt76_dat[32];

#endif
