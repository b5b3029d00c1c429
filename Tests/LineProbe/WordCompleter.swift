internal import LLMCore

/// Completes commands with descriptions, and words that begin with `日` without.
struct WordCompleter: LineCompleter {
  private static let commands: [(String, SafeText)] = [
    ("/export", "write the conversation to a file"), ("/exit", "leave"), ("/usage", "what it cost"),
  ]

  func completions(for text: String, in draft: String) -> LineCompletions {
    let word = text.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let commands = Self.commands.filter { $0.0.hasPrefix(word) }.map { LineCompletions.Candidate($0.0 + " ", $0.1) }
    let others = ["日本", "日曜"].filter { $0.hasPrefix(word) }.map { LineCompletions.Candidate($0) }
    return word.isEmpty ? .none : LineCompletions(replacing: word, by: commands + others)
  }
}
