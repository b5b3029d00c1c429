/// What a person's entry asks for.
package enum SessionEntry: Sendable, Equatable {
  /// Nothing was typed.
  case empty
  /// A question for the model.
  case question(String)
  /// A command, and what stands behind it.
  case command(SlashCommand, String)
  /// A line for the shell; `keeps` asks for its output to be added to the next question.
  case shell(String, keeps: Bool)
  /// A slash and a word that is no command; perhaps one that was meant.
  case unknown(String, nearest: String?)

  /// Reads an entry. `//x` and a leading space ask what begins with a slash or an exclamation mark.
  package init(_ entry: String) {
    let trimmed = entry.trimmingBlanks
    guard !trimmed.isEmpty else {
      self = .empty
      return
    }
    switch entry.first {
    case "/" where entry.hasPrefix("//"): self = .question(String(entry.dropFirst()))
    case "/": self = Self.command(trimmed.dropFirst())
    case "!":
      let keeps = entry.hasPrefix("!!")
      let line = String(entry.dropFirst(keeps ? 2 : 1)).trimmingBlanks
      self = line.isEmpty ? .empty : .shell(line, keeps: keeps)
    default: self = .question(entry.first == " " ? trimmed : entry)
    }
  }

  private static func command(_ text: Substring) -> Self {
    let word = text.prefix { !$0.isWhitespace }
    // A path, such as /etc/hosts, is a question about it.
    if word.contains("/") { return .question("/" + text) }
    let rest = String(text.dropFirst(word.count)).trimmingBlanks
    if let command = SlashCommand(rawValue: word.lowercased()) { return .command(command, rest) }
    if let alias = aliases[word.lowercased()] { return .command(alias, rest) }
    return .unknown("/\(word)", nearest: Suggestion.nearest(to: word.lowercased(), among: names).map { "/\($0)" })
  }

  private static let aliases: [String: SlashCommand] = [
    "quit": .exit, "bye": .exit, "q": .exit, "?": .help, "h": .help, "load": .resume, "reset": .new,
    "regenerate": .retry,
    "file": .attach, "add": .attach,
  ]

  private static let names = SlashCommand.allCases.map(\.rawValue)
}
