#include "vocabulary.h"

// SwiftPM compiles C as gnu17, where clang has #embed as well but says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The data stay in the file's read-only pages: nothing is read before a count touches it.
_Alignas(64) static const unsigned char o200k_base[] = {
#embed "data/o200k_base.vocabulary"
};

_Alignas(64) static const unsigned char cl100k_base[] = {
#embed "data/cl100k_base.vocabulary"
};

const void *llmctl_vocabulary_o200k_base(size_t *size) {
  *size = sizeof o200k_base;
  return o200k_base;
}

const void *llmctl_vocabulary_cl100k_base(size_t *size) {
  *size = sizeof cl100k_base;
  return cl100k_base;
}
