#ifndef LLMCTL_VOCABULARY_H
#define LLMCTL_VOCABULARY_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

/// The vocabularies that scripts/vocabulary.py made, in the layout that Sources/Tokenizer/Vocabulary reads in place.
/// Each begins on a cache line. The functions give the first byte and the number of bytes.
const void *llmctl_vocabulary_o200k_base(size_t *size);
const void *llmctl_vocabulary_cl100k_base(size_t *size);

/// Memory full of zeros that takes no room before it is touched; null when there is none. Given back with llmctl_release.
static inline void *llmctl_zeroed(size_t size) { return calloc(1, size); }
static inline void llmctl_release(void *memory) { free(memory); }

/// Memory full of zeros for a large table, in large pages where the system has them; null when there is none. Given back with
/// llmctl_release_table.
void *llmctl_zeroed_table(size_t size);
void llmctl_release_table(void *memory, size_t size);

/// Has all of a table present. Met one by one, a page that is read first and then written costs two faults, and an interrupt of
/// every other processor that runs the program.
void llmctl_populate_table(void *memory, size_t size);

/// Reads or writes a word that other threads may read and write at the same time; nothing is said about the order of several.
static inline uint64_t llmctl_read(const uint64_t *word) { return __atomic_load_n(word, __ATOMIC_RELAXED); }
static inline void llmctl_write(uint64_t *word, uint64_t value) { __atomic_store_n(word, value, __ATOMIC_RELAXED); }

/// The first place of a byte, null when it is not among them.
static inline const uint8_t *llmctl_find_byte(const uint8_t *bytes, uint8_t byte, size_t count) {
  return (const uint8_t *)memchr(bytes, byte, count);
}

/// Which of two stretches of bytes comes first: below, at or above zero.
static inline int llmctl_compare(const void *left, const void *right, size_t count) {
  return count == 0 ? 0 : memcmp(left, right, count);
}

/// Asks for the cache line of an address that is read a moment later. Any address will do.
static inline void llmctl_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/// The places of the lowest and the highest bit that is set. One must be.
static inline int64_t llmctl_lowest_bit(uint64_t bits) { return __builtin_ctzll(bits); }
static inline int64_t llmctl_highest_bit(uint64_t bits) { return 63 ^ __builtin_clzll(bits); }

/// The least of 16 or 32 numbers at an address that 16 divides, none of them below 0x00800000 or above 0x7F7FFFFF: as
/// floating-point numbers they have the same order, and SSE2 has a minimum of those only.
static inline uint32_t llmctl_least(const uint32_t *numbers, int count) {
#if defined(__SSE2__)
  const float *values = (const float *)(const void *)numbers;
  __m128 least = _mm_load_ps(values);
#pragma clang loop unroll(full)
  for (int at = 4; at < count; at += 4) least = _mm_min_ps(least, _mm_load_ps(values + at));
  least = _mm_min_ps(least, _mm_movehl_ps(least, least));
  least = _mm_min_ss(least, _mm_shuffle_ps(least, least, 1));
  uint32_t bits;
  memcpy(&bits, &least, sizeof bits);
  return bits;
#else
  uint32_t least = numbers[0];
  for (int at = 1; at < count; at++) least = numbers[at] < least ? numbers[at] : least;
  return least;
#endif
}

#endif
