// Swift does not see this call, since it is an extension of GNU.
#define _GNU_SOURCE
#include "terminal_spawn.h"

#include <spawn.h>

int llmctl_spawn_taking_terminal(void *actions, int terminal) {
  return posix_spawn_file_actions_addtcsetpgrp_np(actions, terminal);
}
