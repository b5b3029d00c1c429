#ifndef LLMCTL_PRICES_H
#define LLMCTL_PRICES_H

#include <stddef.h>

/// The prices of models that scripts/prices.py made, in the layout that Sources/LLMCore/Cost/PriceTable.swift reads in place.
/// Gives the first byte, on a cache line, and the number of bytes.
const void *llmctl_prices(size_t *size);

#endif
