#ifndef LLMCTL_TERMINAL_SPAWN_H
#define LLMCTL_TERMINAL_SPAWN_H

/// Has the program take the terminal for its process group before it runs. Returns 0, or the error's number. The actions are a
/// `posix_spawn_file_actions_t`, which is not named here: what spawn.h declares would be taken for this module's.
int llmctl_spawn_taking_terminal(void *actions, int terminal);

#endif
