#ifndef LLMCTL_UNICODE_TABLES_H
#define LLMCTL_UNICODE_TABLES_H

#include <stdint.h>

#include "CompositionTables.h"
#include "IDNATables.h"
#include "TerminalTables.h"

/// Numbers of the general categories, as unicode_category() gives them. `unicode_white_control` is ours: the control
/// characters with the property White_Space (TAB to CR, NEL), which are of the category Cc. White_Space is then exactly
/// Zs, Zl, Zp and these.
enum {
  unicode_Lu, unicode_Ll, unicode_Lt, unicode_Lm, unicode_Lo,
  unicode_Mn, unicode_Mc, unicode_Me,
  unicode_Nd, unicode_Nl, unicode_No,
  unicode_Pc, unicode_Pd, unicode_Ps, unicode_Pe, unicode_Pi, unicode_Pf, unicode_Po,
  unicode_Sm, unicode_Sc, unicode_Sk, unicode_So,
  unicode_Zs, unicode_Zl, unicode_Zp,
  unicode_Cc, unicode_Cf, unicode_Cs, unicode_Co, unicode_Cn,
  unicode_white_control
};

/// A block is 64 code points: those whose UTF-8 sequences differ in the last byte only. The index has an entry for each
/// block up to U+10FFFF.
extern const uint16_t unicode_block_index[0x110000 / 64];
extern const uint8_t unicode_block_categories[];

/// The general category of a code point, which must not be above U+10FFFF.
static inline uint8_t unicode_category(uint32_t point) {
  return unicode_block_categories[((uint32_t)unicode_block_index[point >> 6] << 6) | (point & 63)];
}

#endif
