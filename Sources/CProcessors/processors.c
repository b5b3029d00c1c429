// Swift does not see these calls, since they are extensions of GNU.
#define _GNU_SOURCE
#include "processors.h"

#include <sched.h>
#include <stdlib.h>

// More than any machine has; the kernel refuses a set that is smaller than its own.
enum { limit = 8192 };

int llmctl_allowed_processors(int *numbers, int capacity) {
  cpu_set_t *set = CPU_ALLOC(limit);
  if (!set) return 0;
  int count = 0;
  if (sched_getaffinity(0, CPU_ALLOC_SIZE(limit), set) == 0)
    for (int number = 0; number < limit; number++)
      if (CPU_ISSET_S(number, CPU_ALLOC_SIZE(limit), set)) {
        if (count < capacity) numbers[count] = number;
        count++;
      }
  CPU_FREE(set);
  return count;
}

int llmctl_current_processor(void) { return sched_getcpu(); }

void llmctl_move_to_processor(int number) {
  cpu_set_t *all = CPU_ALLOC(limit), *one = CPU_ALLOC(limit);
  size_t size = CPU_ALLOC_SIZE(limit);
  if (all && one && number < limit && sched_getaffinity(0, size, all) == 0) {
    CPU_ZERO_S(size, one);
    CPU_SET_S(number, size, one);
    if (sched_setaffinity(0, size, one) == 0) sched_setaffinity(0, size, all);
  }
  CPU_FREE(one);
  CPU_FREE(all);
}
