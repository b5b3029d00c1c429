#ifndef LLMCTL_BYTE_CLASSES_H
#define LLMCTL_BYTE_CLASSES_H

#include <stdbool.h>
#include <stdint.h>

// Clang turns comparisons of these vectors, and the conversion to one bit a lane, into the instructions of the target:
// pcmpeqb and pmovmskb of SSE2, or those of NEON.
typedef uint8_t byte_vector __attribute__((ext_vector_type(16)));
typedef bool byte_flags __attribute__((ext_vector_type(16)));

/// The classes of 64 bytes. Bit i of a mask is about byte i.
struct byte_classes {
  uint64_t high;        ///< 80 to FF: parts of characters that are not ASCII
  uint64_t capital;     ///< A to Z
  uint64_t small;       ///< a to z
  uint64_t digit;       ///< 0 to 9
  uint64_t space;       ///< the space itself
  uint64_t blank;       ///< TAB, VT, FF
  uint64_t line_break;  ///< LF, CR
  uint64_t apostrophe;
  uint64_t slash;
};

/// Characters of two and three bytes among 64, as far as ranges of bytes tell them from others of other classes. Bit i of
/// a mask is about a character whose first byte is byte i, be the rest of it within the 64 or not.
struct wide_classes {
  uint64_t first;                   ///< the first bytes of all wide characters
  uint64_t two_byte_capital;        ///< of Latin-1 and Cyrillic
  uint64_t two_byte_small;          ///< of Latin-1 and Cyrillic
  uint64_t three_byte_letter;       ///< kana, Han, Hangul: letters without case
  uint64_t three_byte_punctuation;  ///< neither letter, mark, number nor space: general, CJK, full-width, U+FFFD
};

static inline byte_vector byte_vector_at(const uint8_t *address) {
  byte_vector vector;
  __builtin_memcpy(&vector, address, sizeof vector);
  return vector;
}

/// One bit for each lane that is not 0.
static inline uint64_t byte_mask(byte_vector lanes) {
  byte_flags flags = __builtin_convertvector(lanes != 0, byte_flags);
  uint16_t mask;
  __builtin_memcpy(&mask, &flags, sizeof mask);
  return mask;
}

static inline byte_vector bytes_equal(byte_vector bytes, uint8_t value) { return (byte_vector)(bytes == value); }

static inline byte_vector bytes_between(byte_vector bytes, uint8_t first, uint8_t last) {
  return (byte_vector)((bytes - first) <= (uint8_t)(last - first));
}

/// The classes of the 64 bytes at an address.
static inline struct byte_classes classify_bytes(const uint8_t *address) {
  struct byte_classes classes = {0};
#pragma clang loop unroll(full)
  for (int shift = 0; shift < 64; shift += 16) {
    byte_vector bytes = byte_vector_at(address + shift);
    uint64_t line_break = byte_mask(bytes_equal(bytes, '\n') | bytes_equal(bytes, '\r'));
    classes.high |= byte_mask(bytes & 0x80) << shift;
    classes.capital |= byte_mask(bytes_between(bytes, 'A', 'Z')) << shift;
    classes.small |= byte_mask(bytes_between(bytes, 'a', 'z')) << shift;
    classes.digit |= byte_mask(bytes_between(bytes, '0', '9')) << shift;
    classes.space |= byte_mask(bytes_equal(bytes, ' ')) << shift;
    classes.blank |= (byte_mask(bytes_between(bytes, '\t', '\r')) & ~line_break) << shift;
    classes.line_break |= line_break << shift;
    classes.apostrophe |= byte_mask(bytes_equal(bytes, '\'')) << shift;
    classes.slash |= byte_mask(bytes_equal(bytes, '/')) << shift;
  }
  return classes;
}

/// Letters in 16 bytes that are the first of three. `second` and `third` are the bytes one and two places further.
static inline byte_vector three_byte_letters(byte_vector first, byte_vector second, byte_vector third) {
  // U+4000 to U+4DBF, U+4E00 to U+9FFF; the hexagrams between them are symbols.
  byte_vector han = bytes_between(first, 0xE5, 0xE9) | (bytes_equal(first, 0xE4) & ~bytes_equal(second, 0xB7));
  // U+AC00 to U+D77F.
  byte_vector hangul = bytes_between(first, 0xEB, 0xEC) | (bytes_equal(first, 0xEA) & bytes_between(second, 0xB0, 0xBF)) |
                       (bytes_equal(first, 0xED) & bytes_between(second, 0x80, 0x9D));
  // U+3041 to U+30FF without what is unassigned, a mark or a symbol; U+3400 to U+3FFF.
  byte_vector kana = (bytes_equal(second, 0x81) & ~bytes_equal(third, 0x80)) |
                     (bytes_equal(second, 0x82) & ~bytes_between(third, 0x97, 0xA0)) |
                     (bytes_equal(second, 0x83) & ~bytes_equal(third, 0xBB)) | bytes_between(second, 0x90, 0xBF);
  return han | hangul | (bytes_equal(first, 0xE3) & kana);
}

/// Punctuation in 16 bytes that are the first of three.
static inline byte_vector three_byte_punctuation(byte_vector first, byte_vector second, byte_vector third) {
  // U+2010 to U+2027.
  byte_vector general = bytes_equal(first, 0xE2) & bytes_equal(second, 0x80) & bytes_between(third, 0x90, 0xA7);
  // U+3001 to U+3004, U+3008 to U+3020.
  byte_vector cjk = bytes_equal(first, 0xE3) & bytes_equal(second, 0x80) &
                    (bytes_between(third, 0x81, 0x84) | bytes_between(third, 0x88, 0xA0));
  // U+FF01 to U+FF0F, U+FF1A to U+FF20.
  byte_vector full_width = bytes_equal(first, 0xEF) & bytes_equal(second, 0xBC) &
                           (bytes_between(third, 0x81, 0x8F) | bytes_between(third, 0x9A, 0xA0));
  // U+FFFD, which stands for what is no text.
  byte_vector replacement = bytes_equal(first, 0xEF) & bytes_equal(second, 0xBF) & bytes_equal(third, 0xBD);
  return general | cjk | full_width | replacement;
}

/// The classes of wide characters in the 64 bytes at an address, after which there must be two more.
static inline struct wide_classes classify_wide_characters(const uint8_t *address) {
  struct wide_classes classes = {0};
  uint64_t first_of_three = 0;
#pragma clang loop unroll(full)
  for (int shift = 0; shift < 64; shift += 16) {
    byte_vector first = byte_vector_at(address + shift);
    byte_vector second = byte_vector_at(address + shift + 1);
    byte_vector latin = bytes_equal(first, 0xC3);
    byte_vector cyrillic = bytes_equal(first, 0xD0);
    // U+00C0 to U+00DE and U+00DF to U+00FF but for the signs of multiplication and division; U+0400 to U+045F.
    byte_vector capital = (latin & bytes_between(second, 0x80, 0x9E) & ~bytes_equal(second, 0x97)) |
                          (cyrillic & bytes_between(second, 0x80, 0xAF));
    byte_vector small = (latin & bytes_between(second, 0x9F, 0xBF) & ~bytes_equal(second, 0xB7)) |
                        (cyrillic & bytes_between(second, 0xB0, 0xBF)) |
                        (bytes_equal(first, 0xD1) & bytes_between(second, 0x80, 0x9F));
    classes.two_byte_capital |= byte_mask(capital) << shift;
    classes.two_byte_small |= byte_mask(small) << shift;
    classes.first |= byte_mask(bytes_between(first, 0xC0, 0xFF)) << shift;
    first_of_three |= byte_mask(bytes_between(first, 0xE0, 0xFF));
  }
  if (first_of_three == 0) return classes;
#pragma clang loop unroll(full)
  for (int shift = 0; shift < 64; shift += 16) {
    byte_vector first = byte_vector_at(address + shift);
    byte_vector second = byte_vector_at(address + shift + 1);
    byte_vector third = byte_vector_at(address + shift + 2);
    classes.three_byte_letter |= byte_mask(three_byte_letters(first, second, third)) << shift;
    classes.three_byte_punctuation |= byte_mask(three_byte_punctuation(first, second, third)) << shift;
  }
  return classes;
}

#endif
