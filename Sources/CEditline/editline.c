#define _XOPEN_SOURCE 700

#include "CEditline.h"

/// Of libtinfo. <term.h> would define a hundred macros with names such as `lines`.
extern int tgetent(char *entry, const char *name);
extern char *tgetstr(const char *capability, char **area);

EditLine *llmctl_line_open(FILE *input, FILE *output) {
  EditLine *line = el_init("llmctl", input, output, output);
  if (line != NULL) el_wset(line, EL_SIGNAL, 0);
  return line;
}

void llmctl_line_close(EditLine *line) {
  el_wset(line, EL_EDITMODE, 0);
  el_end(line);
}

void llmctl_line_set_client(EditLine *line, void *client) { el_wset(line, EL_CLIENTDATA, client); }

void *llmctl_line_client(EditLine *line) {
  void *client = NULL;
  el_wget(line, EL_CLIENTDATA, &client);
  return client;
}

void llmctl_line_set_source(EditLine *line, llmctl_line_source source) { el_wset(line, EL_GETCFN, source); }

void llmctl_line_set_prompts(
    EditLine *line, llmctl_line_prompt left, llmctl_line_prompt right, wchar_t literal) {
  el_wset(line, EL_PROMPT_ESC, left, (int)literal);
  el_wset(line, EL_RPROMPT_ESC, right, (int)literal);
}

void llmctl_line_add_commands(EditLine *line, llmctl_line_command key, llmctl_line_command editor) {
  el_wset(line, EL_ADDFN, L"llmctl-key", L"A key of llmctl's own", key);
  el_wset(line, EL_ADDFN, L"llmctl-editor", L"Edit the draft in $VISUAL or $EDITOR", editor);
}

void llmctl_line_bind(EditLine *line, bool in_command_mode, const wchar_t *key, const wchar_t *command) {
  if (in_command_mode)
    el_wset(line, EL_BIND, L"-a", key, command, NULL);
  else
    el_wset(line, EL_BIND, key, command, NULL);
}

void llmctl_line_set_modes(EditLine *line) {
  el_wset(line, EL_SETTY, L"-d", L"-isig", L"-ixon", L"-iexten", L"-icrnl", L"-inlcr", NULL);
  el_wset(line, EL_SETTY, L"-x", L"-echo", L"-icanon", L"-icrnl", L"-iexten", NULL);
}

void llmctl_line_set_raw(EditLine *line, bool is_raw) { el_wset(line, EL_PREP_TERM, is_raw ? 1 : 0); }

void llmctl_line_draw(EditLine *line) { el_wset(line, EL_REFRESH); }

bool llmctl_line_edits(EditLine *line) {
  int edits = 1;
  el_wget(line, EL_EDITMODE, &edits);
  return edits != 0;
}

bool llmctl_line_is_vi(EditLine *line) {
  const wchar_t *editor = NULL;
  return el_wget(line, EL_EDITOR, &editor) == 0 && editor != NULL && wcscmp(editor, L"vi") == 0;
}

HistoryW *llmctl_history_open(EditLine *line, int capacity) {
  HistoryW *history = history_winit();
  if (history == NULL) return NULL;
  HistEventW event;
  history_w(history, &event, H_SETSIZE, capacity);
  el_wset(line, EL_HIST, history_w, history);
  return history;
}

void llmctl_history_clear(HistoryW *history) {
  HistEventW event;
  history_w(history, &event, H_CLEAR);
}

void llmctl_history_add(HistoryW *history, const wchar_t *entry) {
  HistEventW event;
  history_w(history, &event, H_ENTER, entry);
}

int llmctl_character_width(wchar_t character) { return wcwidth(character); }

bool llmctl_terminal_is_known(const char *kind) {
  char area[64];
  char *rest = area;
  return tgetent(NULL, kind) > 0 && tgetstr("up", &rest) != NULL;
}
