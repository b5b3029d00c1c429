#ifndef LLMCTL_PROCESSORS_H
#define LLMCTL_PROCESSORS_H

/// Writes the numbers of the processors that the calling thread may use, at most `capacity` of them, and returns how many
/// there are; 0 where the system does not tell.
int llmctl_allowed_processors(int *numbers, int capacity);

/// The number of the processor that the calling thread runs on now, or -1.
int llmctl_current_processor(void);

/// Moves the calling thread to a processor at once, and leaves it free to be moved on from there.
void llmctl_move_to_processor(int number);

#endif
