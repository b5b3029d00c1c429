#include "vocabulary.h"

#include <sys/mman.h>

/// What large pages are aligned to and multiples of, on x86-64 and on arm64 with pages of 4 KiB.
static const size_t large_page = 2 << 20;

void *llmctl_zeroed_table(size_t size) {
  const size_t room = size + large_page;
  char *start = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return NULL;
  const size_t before = (large_page - (uintptr_t)start % large_page) % large_page;
  char *const table = start + before;
  if (before > 0) munmap(start, before);
  munmap(table + size, room - before - size);
#ifdef MADV_HUGEPAGE
  madvise(table, size, MADV_HUGEPAGE);
#endif
  return table;
}

void llmctl_release_table(void *memory, size_t size) { munmap(memory, size); }

void llmctl_populate_table(void *memory, size_t size) {
  // Where it is refused, the pages come as they are touched.
#ifdef MADV_POPULATE_WRITE
  madvise(memory, size, MADV_POPULATE_WRITE);
#endif
}
