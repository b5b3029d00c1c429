#include "metaschemas.h"

// SwiftPM compiles C as gnu17, where clang has #embed as well but says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char metaschemas[] = {
#embed "data/metaschemas.json"
};

const void *llmctl_metaschemas(size_t *size) {
  *size = sizeof metaschemas;
  return metaschemas;
}
