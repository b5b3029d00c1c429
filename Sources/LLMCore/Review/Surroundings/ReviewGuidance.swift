/// What a project asks its reviewers to look at, from `.llmctl/review.md`.
///
/// Markdown. What stands before the first heading of the form `## path: src/**, *.sql` holds for all files, what stands under such
/// a heading for the files that one of its patterns matches (patterns of git's ignore files, a comma and a space between them). Other
/// headings are part of the text around them; one of a rule's level or above it ends the rule, and what follows holds for all files again.
/// Comments (`<!-- … -->`) are left out.
package struct ReviewGuidance: Sendable, Equatable {
  /// The text for files of certain paths.
  package struct Rule: Sendable, Equatable {
    package var patterns: [[UInt8]]
    package var text: String
  }

  /// For all files.
  package private(set) var general = ""
  package private(set) var rules: [Rule] = []

  /// Bytes of the largest file: it goes along with every request.
  package static let largest = 32 * 1024
  /// Patterns of one file.
  private static let mostPatterns = 200

  /// No guidance.
  package init() {}

  /// Reads the file. Throws `LLMError` of kind `inputInvalid` where it is too large, no UTF-8, or has a rule without pattern or text.
  package init(_ content: ArraySlice<UInt8>) throws(LLMError) {
    guard content.count <= Self.largest else {
      throw Self.invalid("it has \(content.count) bytes, and at most \(Self.largest) go along with every request")
    }
    guard let text = String(validating: content, as: UTF8.self) else { throw Self.invalid("it is not UTF-8") }
    var reader = Reader()
    try reader.read(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    (general, rules) = (reader.general, reader.rules)
    guard rules.reduce(0, { $0 + $1.patterns.count }) <= Self.mostPatterns else {
      throw Self.invalid("it has more than \(Self.mostPatterns) patterns")
    }
  }

  private static func invalid(_ reason: String, line: Int? = nil) -> LLMError {
    let place = line.map { " line \($0)" } ?? ""
    return LLMError(
      .inputInvalid,
      "the review guidance in .llmctl/review.md cannot be used:\(place.isEmpty ? "" : place + ":") \(reason)",
      advice: "A rule is a heading such as \"## path: src/**, *.sql\" with text below it")
  }

  /// What holds for any of the paths, each text once, in the order of the file.
  package func text(for paths: [[UInt8]], matches: FileScreening.Matcher) -> String {
    let chosen = rules.filter { rule in paths.contains { path in rule.patterns.contains { matches($0, path) } } }
    let texts = chosen.map { rule in
      "For \(rule.patterns.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")):\n\(rule.text)"
    }
    return ([general].filter { !$0.isEmpty } + texts).joined(separator: "\n\n")
  }
}

extension ReviewGuidance {
  /// Reads line by line.
  private struct Reader {
    var general = ""
    var rules: [Rule] = []
    private var rule: (patterns: [[UInt8]], level: Int, line: Int)?
    private var lines: [Substring] = []
    private var isInFence = false
    private var isInComment = false

    mutating func read(_ text: String) throws(LLMError) {
      var number = 0
      for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        number += 1
        if line.hasPrefix("```") || line.hasPrefix("~~~") { isInFence.toggle() }
        if !isInFence, dropsComment(line) { continue }
        let level = isInFence ? 0 : line.prefix { $0 == "#" }.count
        if level > 0, let patterns = try Self.patterns(line.dropFirst(level), line: number) {
          try finish()
          rule = (patterns, level, number)
        } else {
          if level > 0, let current = rule, level <= current.level { try finish() }
          lines.append(line)
        }
      }
      try finish()
    }

    /// Whether a line is a comment, or a part of one.
    private mutating func dropsComment(_ line: Substring) -> Bool {
      if !isInComment, !line.drop(while: { $0 == " " }).hasPrefix("<!--") { return false }
      isInComment = !line.contains("-->")
      return true
    }

    private mutating func finish() throws(LLMError) {
      let text = lines.joined(separator: "\n").trimmingBlankLines
      lines = []
      guard let current = rule else {
        if !text.isEmpty { general += (general.isEmpty ? "" : "\n\n") + text }
        return
      }
      rule = nil
      guard !text.isEmpty else { throw invalid("the rule says nothing", line: current.line) }
      rules.append(Rule(patterns: current.patterns, text: text))
    }

    /// The patterns of a heading `path: …`; nil for another heading.
    private static func patterns(_ heading: Substring, line: Int) throws(LLMError) -> [[UInt8]]? {
      let words = heading.drop { $0 == " " }
      guard words.lowercased().hasPrefix("path:") || words.lowercased().hasPrefix("paths:") else { return nil }
      let list = words.drop { $0 != ":" }.dropFirst()
      let patterns = list.split(separator: ",").map { part in
        part.filter { $0 != "`" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }.filter { !$0.isEmpty }
      guard !patterns.isEmpty else { throw invalid("the rule has no pattern", line: line) }
      return patterns.map { Array($0.utf8) }
    }
  }
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmingBlankLines: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
