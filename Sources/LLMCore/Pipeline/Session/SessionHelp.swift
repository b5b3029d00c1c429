/// What `/help` prints.
enum SessionHelp {
  /// All commands and keys.
  static var all: String {
    let width = SlashCommand.allCases.map { usage($0).count }.max() ?? 0
    let lines = SlashCommand.allCases.map { command in
      let usage = usage(command)
      return usage + String(repeating: " ", count: width - usage.count + 2) + command.summary
    }
    return lines.joined(separator: "\n") + "\n" + rest
  }

  /// One command.
  static func line(_ command: SlashCommand) -> String { "\(usage(command))  \(command.summary)" }

  private static func usage(_ command: SlashCommand) -> String {
    command.parameters.isEmpty ? command.name : "\(command.name) \(command.parameters)"
  }

  private static let rest = """

    !COMMAND runs a command of the shell; !!COMMAND also sends its output with the next question.
    //TEXT, or a space in front, sends a text that begins with a slash or an exclamation mark. @PATH attaches a file.

    Enter sends; Alt-Enter or Ctrl-J begins a new line, as does a backslash at the end; \"\"\" begins and ends a block of lines.
    Up and Down move in a draft and through the history; Ctrl-R searches it. Tab completes. Ctrl-X Ctrl-E opens an editor.
    Ctrl-C stops an answer and keeps what came, or clears the line; Ctrl-D on an empty line leaves.

    """
}
