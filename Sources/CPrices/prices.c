#include "prices.h"

// SwiftPM compiles C as gnu17, where clang has #embed as well but says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The data stay in the file's read-only pages: nothing is read before a price is asked for.
_Alignas(64) static const unsigned char models[] = {
#embed "data/models.prices"
};

const void *llmctl_prices(size_t *size) {
  *size = sizeof models;
  return models;
}
