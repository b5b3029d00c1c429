#ifndef LLMCTL_IDNA_TABLES_H
#define LLMCTL_IDNA_TABLES_H

#include <stddef.h>
#include <stdint.h>

/// Runs of characters that are alike to IDNA 2008, rising, the first from 0: the first code point in 21 bits, then status (2 bits), how they join
/// (3), direction (3), script (3), in the orders that scripts/idna_tables.py tells.
extern const uint32_t idna_runs[];
extern const size_t idna_run_count;

// Swift cannot take the address of an array without a size.
static inline const uint32_t *idna_run_table(void) { return idna_runs; }

#endif
