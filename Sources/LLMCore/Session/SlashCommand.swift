/// What can be asked of a session besides a question: the word behind the slash, and what may follow it.
package enum SlashCommand: String, Sendable, CaseIterable {
  case help, exit, clear, new, model, system, set, show, usage
  case attach, drop, paste
  case retry, undo, edit, `continue`, editor, compact
  case save, sessions, resume, rename, export, fork
  case copy, code, raw, expand

  /// What is to be typed behind the name, as help shows it; empty where nothing is.
  package var parameters: String {
    switch self {
    case .help: "[COMMAND]"
    case .model: "[MODEL]"
    case .system: "[TEXT|@FILE|-]"
    case .set: "[NAME=VALUE…]"
    case .attach: "PATH|PATTERN…"
    case .drop: "[NUMBER|all]"
    case .retry: "[MODEL]"
    case .undo, .edit: "[N]"
    case .compact: "[drop] [N]"
    case .save, .rename: "NAME"
    case .sessions: "[TEXT]"
    case .resume: "[NUMBER|ID|NAME]"
    case .export: "md|json [PATH]"
    case .copy: "[N|code|all]"
    case .code: "[N] [> PATH]"
    case .exit, .clear, .new, .show, .usage, .paste, .continue, .editor, .fork, .raw, .expand: ""
    }
  }

  /// What it does, in a line.
  package var summary: String {
    switch self {
    case .help: "List the commands and keys, or explain one."
    case .exit: "Leave; the conversation is saved. So does Ctrl-D."
    case .clear: "Clear the screen; the conversation goes on."
    case .new: "Begin a new conversation."
    case .model: "Go on with another model, or say which one it is and which there are."
    case .system: "Set the system text from the next turn on, or show it; '-' removes it."
    case .set: "Set a parameter, such as temperature=0.2; 'NAME=' takes it back."
    case .show: "Show the model, the parameters, the attachments and how full the context is."
    case .usage: "Show the tokens, the time and the money of this session."
    case .attach: "Send files along with the next question; @PATH in a question does the same."
    case .drop: "Take attachments back: the last one, one by its number, or all."
    case .paste: "Attach the clipboard's text, or its image."
    case .retry: "Ask the last question again, perhaps another model."
    case .undo: "Take back the last turn, or the last N."
    case .edit: "Change the last question, or the Nth last, and ask again from there."
    case .continue: "Ask for the rest of an answer that was cut."
    case .editor: "Write the next question in an editor."
    case .compact: "Make room: sum up the turns before the last two (or N), or drop them."
    case .save: "Name the conversation; it is saved without a name, too."
    case .sessions: "List conversations, or those in which TEXT stands."
    case .resume: "Go on with another conversation: one of the list, or by id or name."
    case .rename: "Give the conversation another name."
    case .export: "Write the conversation to a file."
    case .fork: "Go on in a copy; the conversation so far stays as it is."
    case .copy: "Copy the last answer, the Nth last, its last code block, or all of it."
    case .code: "Print the last answer's code blocks, one of them, or write it to a file."
    case .raw: "Show answers as the model writes them, or rendered again."
    case .expand: "Read the last answer in a pager."
    }
  }

  /// The command as it is typed.
  package var name: String { "/\(rawValue)" }
}
