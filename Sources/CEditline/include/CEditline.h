#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <histedit.h>
#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

/// libedit's calls with a variable number of arguments, which Swift cannot make, each as plain functions. Nothing is decided
/// here. Characters are `wchar_t`, which is a Unicode scalar on Linux.

/// Reads one character into the pointer: 1 where it did, 0 at the end of the input, -1 on failure.
typedef int (*llmctl_line_source)(EditLine *line, wchar_t *character);
/// Does what a key is for, given the last character of its sequence; returns one of `CC_NORM` and so on.
typedef unsigned char (*llmctl_line_command)(EditLine *line, wint_t character);
/// Returns a prompt, which must live until the next call.
typedef wchar_t *(*llmctl_line_prompt)(EditLine *line);

/// An editor on these files; NULL where it cannot be made. It reads no signals and keeps no history yet.
EditLine *llmctl_line_open(FILE *input, FILE *output);
/// Ends the editor without touching the terminal and what is typed ahead.
void llmctl_line_close(EditLine *line);

void llmctl_line_set_client(EditLine *line, void *client);
void *llmctl_line_client(EditLine *line);
void llmctl_line_set_source(EditLine *line, llmctl_line_source source);
/// `literal` begins and ends what takes no room on the screen.
void llmctl_line_set_prompts(
    EditLine *line, llmctl_line_prompt left, llmctl_line_prompt right, wchar_t literal);

/// Makes the commands `llmctl-key` and `llmctl-editor` known to key bindings.
void llmctl_line_add_commands(EditLine *line, llmctl_line_command key, llmctl_line_command editor);
/// Binds a key or a sequence of keys; in vi's command mode if asked. `key` is not a pattern, but as bind(1) of editrc reads it.
void llmctl_line_bind(EditLine *line, bool in_command_mode, const wchar_t *key, const wchar_t *command);

/// While it edits, the terminal sends Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q as characters; between reads it does not echo.
void llmctl_line_set_modes(EditLine *line);
/// Puts the terminal in the mode for editing, or in the one for between reads.
void llmctl_line_set_raw(EditLine *line, bool is_raw);
/// Draws prompt and draft from the start of the row that the cursor is in.
void llmctl_line_draw(EditLine *line);
/// Whether the user's settings leave editing on.
bool llmctl_line_edits(EditLine *line);
/// Whether the user's settings chose vi's keys.
bool llmctl_line_is_vi(EditLine *line);

/// A list of what was entered, for searching; NULL where it cannot be made.
HistoryW *llmctl_history_open(EditLine *line, int capacity);
void llmctl_history_clear(HistoryW *history);
void llmctl_history_add(HistoryW *history, const wchar_t *entry);

/// How many columns a character takes in the locale of the thread; -1 where it shows nothing.
int llmctl_character_width(wchar_t character);

/// Whether terminfo knows the kind of terminal and it can move its cursor.
bool llmctl_terminal_is_known(const char *kind);

#endif
