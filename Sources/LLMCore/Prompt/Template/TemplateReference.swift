/// Which version of which template somebody means: `NAME`, `NAME@v3`, `NAME@staging`, or `NAME@` and the start of a content hash.
package struct TemplateReference: Sendable, Equatable {
  package enum Selector: Sendable, Equatable {
    /// What is in production, else the newest.
    case usual
    case number(Int)
    /// A label or the start of a hash; which, only those who know the labels can tell.
    case word(String)
  }

  package let name: String
  package let selector: Selector

  /// Throws `LLMError` of kind `usage` for what is no name of a template.
  package init(_ text: String) throws(LLMError) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard Self.isName(parts[0]) else {
      throw LLMError(
        .usage, "'\(text)' is no name of a template",
        advice: "A name is made of letters, digits, '_' and '-'; a version follows as in NAME@v3")
    }
    name = parts[0]
    guard parts.count == 2 else {
      selector = .usual
      return
    }
    if let number = Self.number(of: parts[1]) {
      selector = .number(number)
    } else if Self.isWord(parts[1]) {
      selector = .word(parts[1])
    } else {
      let digits = Int(parts[1]) != nil
      throw LLMError(
        .usage, "'\(parts[1])' is no version of a template",
        advice: digits
          ? "Did you mean '\(name)@v\(parts[1])'?" : "Versions are written v3, staging, or as the start of a hash")
    }
  }

  /// The name of a template where all its versions are meant.
  ///
  /// - Parameter command: which one takes no version, for the error.
  ///
  /// Throws `LLMError` of kind `usage` for what is no name, and where a version is named.
  package static func name(_ text: String, for command: String) throws(LLMError) -> String {
    let reference = try TemplateReference(text)
    guard reference.selector == .usual else {
      throw LLMError(
        .usage, "'\(command)' takes a template without a version, and not '\(text)'",
        advice: "Write it as 'llmctl prompts \(command) \(reference.name)'")
    }
    return reference.name
  }

  /// The numbers that versions can have: a date is one too.
  package static let numbers = 1...99_999_999

  /// The number of `v3`; nil for everything else.
  package static func number(of text: some StringProtocol) -> Int? {
    guard text.first == "v", let number = Int(text.dropFirst()), numbers.contains(number),
      text.dropFirst().utf8.allSatisfy(Byte.isDigit), text.dropFirst().first != "0"
    else { return nil }
    return number
  }

  /// Whether a text can be the name of a template: it is the name of a file or folder, too.
  package static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, Byte.isLetter(first) || Byte.isDigit(first), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy {
      Byte.isLetter($0) || Byte.isDigit($0) || $0 == Byte.underscore || $0 == Byte.minus
    }
  }

  /// Whether a text can be a label: like a parameter's name, and nothing that looks like a version.
  package static func isLabel(_ text: some StringProtocol) -> Bool {
    TemplateParameter.isName(text) && !(text.first == "v" && text.dropFirst().utf8.allSatisfy(Byte.isDigit))
  }

  /// Whether a text can be the start of a hash that is long enough to mean one.
  package static func isHashStart(_ text: some StringProtocol) -> Bool {
    (6...64).contains(text.utf8.count) && text.utf8.allSatisfy { Byte.isDigit($0) || (0x61...0x66).contains($0) }
  }

  private static func isWord(_ text: String) -> Bool { isLabel(text) || isHashStart(text) }
}
