// explicit_bzero and the advice to the kernel are extensions of GNU.
#define _GNU_SOURCE
#include "CSecretMemory.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Keys are short, and locking a page costs two system calls: so one pool of a few pages, in granules. What is larger, or finds
// the pool full, gets a mapping of its own. The limit on locked memory is 64 KiB on older kernels; the pool is a quarter of it.
enum { granule = 64, granules = 256 };

static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned char *pool;
static bool pool_is_missing;
static bool is_taken[granules];

static size_t granules_for(size_t count) { return count == 0 ? 1 : (count - 1) / granule + 1; }

static void *map(size_t count) {
  void *memory = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  // Both may be refused, by a limit or by the system; the memory is as good as any other then.
  (void)mlock(memory, count);
#ifdef MADV_DONTDUMP
  (void)madvise(memory, count, MADV_DONTDUMP);
#endif
  return memory;
}

static void *take_from_pool(size_t needed) {
  if (!pool && !pool_is_missing) {
    pool = map((size_t)granule * granules);
    pool_is_missing = !pool;
  }
  if (!pool) return NULL;
  for (size_t start = 0, run = 0, i = 0; i < granules; i++) {
    if (is_taken[i]) {
      run = 0;
      continue;
    }
    if (run++ == 0) start = i;
    if (run == needed) {
      memset(is_taken + start, true, needed);
      return pool + start * granule;
    }
  }
  return NULL;
}

void *llmctl_secret_allocate(size_t count) {
  size_t needed = granules_for(count);
  void *memory = NULL;
  if (needed <= granules) {
    pthread_mutex_lock(&pool_lock);
    memory = take_from_pool(needed);
    pthread_mutex_unlock(&pool_lock);
  }
  return memory ? memory : map(needed * granule);
}

void llmctl_secret_release(void *memory, size_t count) {
  size_t needed = granules_for(count);
  llmctl_secret_wipe(memory, count);
  pthread_mutex_lock(&pool_lock);
  uintptr_t offset = (uintptr_t)memory - (uintptr_t)pool;
  bool is_pooled = pool && offset < (uintptr_t)granule * granules;
  if (is_pooled) memset(is_taken + offset / granule, false, needed);
  pthread_mutex_unlock(&pool_lock);
  if (!is_pooled) munmap(memory, needed * granule);
}

void llmctl_secret_wipe(void *memory, size_t count) { explicit_bzero(memory, count); }

bool llmctl_secret_equal(const void *one, const void *other, size_t count) {
  const volatile unsigned char *left = one, *right = other;
  unsigned char difference = 0;
  for (size_t i = 0; i < count; i++) difference |= left[i] ^ right[i];
  return difference == 0;
}
