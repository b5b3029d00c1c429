/// What can be typed next in a session: commands, models, options, paths.
package struct SessionCompleter: LineCompleter {
  /// Paths that a list shows; more are not read by anybody.
  private static let pathLimit = 200

  /// The models and aliases of the configuration.
  package let models: [String]
  private let tree: any FileTree
  private let home: String?

  package init(models: [String], tree: any FileTree, home: String?) {
    (self.models, self.tree, self.home) = (models, tree, home)
  }

  package func completions(for text: String, in draft: String) -> LineCompletions {
    if let at = Self.mention(in: text) { return paths(at) }
    guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\n") else { return .none }
    guard let blank = text.firstIndex(of: " ") else { return commands(text) }
    let rest = String(text[text.index(after: blank)...])
    switch SlashCommand(rawValue: String(text[..<blank].dropFirst()).lowercased()) {
    case .model, .retry: return Self.matching(rest, models.map { LineCompletions.Candidate($0) })
    case .attach: return paths(Self.lastWord(rest))
    case .system where rest.hasPrefix("@"): return paths(String(rest.dropFirst()))
    case .set:
      return Self.matching(
        Self.lastWord(rest), GenerationOptions.knownNames.map { LineCompletions.Candidate($0 + "=") })
    case .help: return Self.matching(rest, SlashCommand.allCases.map { LineCompletions.Candidate($0.rawValue) })
    case .export:
      return Self.matching(rest, SessionExport.Format.allCases.map { LineCompletions.Candidate($0.rawValue + " ") })
    case .copy: return Self.matching(rest, ["code", "all"].map { LineCompletions.Candidate($0) })
    default: return .none
    }
  }

  private func commands(_ text: String) -> LineCompletions {
    Self.matching(
      text,
      SlashCommand.allCases.map {
        LineCompletions.Candidate($0.name + ($0.parameters.isEmpty ? "" : " "), .line($0.summary))
      }
    )
  }

  private func paths(_ typed: String) -> LineCompletions {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let place = home.map { folder.hasPrefix("~/") ? $0 + folder.dropFirst(1) : folder } ?? folder
    let entries = (try? tree.entries(of: RawPath(bytes: Array((place.isEmpty ? "." : place).utf8)))) ?? []
    let names = entries.compactMap { entry -> String? in
      guard let name = String(validating: entry.name, as: UTF8.self), name.hasPrefix(start),
        !name.hasPrefix(".") || start.hasPrefix(".")
      else { return nil }
      return folder + name + (entry.kind == .folder ? "/" : "")
    }
    return LineCompletions(
      replacing: typed, by: names.sorted().prefix(Self.pathLimit).map { LineCompletions.Candidate($0) })
  }

  private static func matching(_ word: String, _ all: [LineCompletions.Candidate]) -> LineCompletions {
    LineCompletions(replacing: word, by: all.filter { $0.text.hasPrefix(word) })
  }

  private static func lastWord(_ text: String) -> String { text.split(separator: " ").last.map(String.init) ?? "" }

  /// The path behind an `@` at the end of the text.
  private static func mention(in text: String) -> String? {
    guard let word = text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace).last,
      word.hasPrefix("@")
    else { return nil }
    return String(word.dropFirst())
  }
}
