#ifndef LLMCTL_TERMINAL_SPAWN_H
#define LLMCTL_TERMINAL_SPAWN_H

#include <spawn.h>

/// Has the program take the terminal for its process group before it runs. Returns 0, or the error's number.
int llmctl_spawn_taking_terminal(posix_spawn_file_actions_t *actions, int terminal);

#endif
