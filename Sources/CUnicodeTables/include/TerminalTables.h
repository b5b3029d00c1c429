#ifndef LLMCTL_TERMINAL_TABLES_H
#define LLMCTL_TERMINAL_TABLES_H

#include <stdint.h>

/// Numbers of the grapheme break classes (UAX #29), as terminal_break_class() gives them. Pictographs are those that a
/// zero-width joiner joins (Extended_Pictographic).
enum {
  terminal_other, terminal_extend, terminal_joiner, terminal_spacing_mark, terminal_prepend,
  terminal_regional_indicator, terminal_pictograph,
  terminal_hangul_L, terminal_hangul_V, terminal_hangul_T, terminal_hangul_LV, terminal_hangul_LVT,
  terminal_control
};

/// Blocks of 64 code points, as in CUnicodeTables.h: two bits of width, four of break class.
extern const uint16_t terminal_block_index[0x110000 / 64];
extern const uint8_t terminal_block_traits[];

/// The traits of a code point, which must not be above U+10FFFF.
static inline uint8_t terminal_traits(uint32_t point) {
  return terminal_block_traits[((uint32_t)terminal_block_index[point >> 6] << 6) | (point & 63)];
}

/// The columns of the character when it stands alone: 0, 1 or 2.
static inline uint8_t terminal_width(uint8_t traits) { return traits & 3; }

static inline uint8_t terminal_break_class(uint8_t traits) { return traits >> 2; }

#endif
