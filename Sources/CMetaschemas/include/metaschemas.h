#ifndef LLMCTL_METASCHEMAS_H
#define LLMCTL_METASCHEMAS_H

#include <stddef.h>

/// The metaschemas of JSON Schema, all drafts, as one array in JSON. Gives the first byte and the number of bytes.
const void *llmctl_metaschemas(size_t *size);

#endif
