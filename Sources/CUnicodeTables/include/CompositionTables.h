#ifndef LLMCTL_COMPOSITION_TABLES_H
#define LLMCTL_COMPOSITION_TABLES_H

#include <stddef.h>
#include <stdint.h>

/// A code point and the one or two (else 0) that stand for it canonically, three numbers each, rising.
extern const uint32_t unicode_decompositions[];
extern const size_t unicode_decomposition_count;

/// Two code points and the one that they compose to, three numbers each, rising.
extern const uint32_t unicode_compositions[];
extern const size_t unicode_composition_count;

/// The code points that may be changed, moved or composed with what is before them, rising: point << 8 | combining class.
extern const uint32_t unicode_unstable[];
extern const size_t unicode_unstable_count;

/// A bit for each 64 code points that have one of those among them.
extern const uint64_t unicode_unstable_blocks[0x110000 >> 12];

// Swift cannot take the address of an array without a size.
static inline const uint32_t *unicode_decomposition_table(void) { return unicode_decompositions; }
static inline const uint32_t *unicode_composition_table(void) { return unicode_compositions; }
static inline const uint32_t *unicode_unstable_list(void) { return unicode_unstable; }
static inline uint64_t unicode_unstable_table(size_t block) { return unicode_unstable_blocks[block]; }

#endif
