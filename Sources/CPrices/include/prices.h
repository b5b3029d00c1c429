#ifndef LLMCTL_PRICES_H
#define LLMCTL_PRICES_H

#include <stddef.h>
#include <string.h>

/// The prices of models that scripts/prices.py made, in the layout that Sources/LLMCore/Cost/PriceTable.swift reads in place.
/// Gives the first byte, on a cache line, and the number of bytes.
const void *llmctl_prices(size_t *size);

/// Which of two names comes first by their bytes: below, at or above zero.
static inline int llmctl_compare_names(const void *left, size_t left_size, const void *right, size_t right_size) {
  size_t shared = left_size < right_size ? left_size : right_size;
  int order = shared == 0 ? 0 : memcmp(left, right, shared);
  if (order != 0) return order;
  return left_size < right_size ? -1 : left_size > right_size;
}

#endif
