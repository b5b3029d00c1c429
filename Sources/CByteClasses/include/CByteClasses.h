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

#endif
