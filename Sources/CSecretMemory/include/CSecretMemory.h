#ifndef LLMCTL_SECRET_MEMORY_H
#define LLMCTL_SECRET_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/// Memory for `count` bytes, zeroed, that is kept out of the swap space and of core dumps where the system allows it. Small
/// pieces share a few pages that are never given back, larger ones have pages of their own. NULL where there is no memory.
void *llmctl_secret_allocate(size_t count);

/// Overwrites what `llmctl_secret_allocate` gave with zeros and takes it back; `count` as it was asked for.
void llmctl_secret_release(void *memory, size_t count);

/// Overwrites memory with zeros, also where the compiler sees that nobody will read it again.
void llmctl_secret_wipe(void *memory, size_t count);

/// Whether two stretches of memory are equal, in a time that does not depend on what is in them.
bool llmctl_secret_equal(const void *one, const void *other, size_t count);

#endif
