#include "core_dumps.h"

#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

int llmctl_forbid_core_dumps(void) {
  struct rlimit limit;
  int is_done = getrlimit(RLIMIT_CORE, &limit) == 0;
  // The upper limit stays: a program that the user starts from here may want a core dump of its own.
  limit.rlim_cur = 0;
  is_done = is_done && setrlimit(RLIMIT_CORE, &limit) == 0;
#ifdef __linux__
  // The limit does not hold where dumps go to a program. This does, and keeps debuggers and /proc/PID/mem away, too.
  is_done = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && is_done;
#endif
  return is_done;
}
