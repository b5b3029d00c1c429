/// How a person spreads an entry over several lines without a key for it: a backslash at the end of a line, or a block
/// between `"""` and `"""`.
package enum DraftSyntax {
  /// What Enter at the end of a draft means.
  package enum EnterMeaning: Sendable, Equatable {
    /// The draft is whole.
    case none
    /// The last character is a backslash, whose place a line end takes.
    case replacingBackslash
    /// A line end goes behind the draft.
    case appending
  }

  private static let quote = "\"\"\""

  /// Whether the draft goes on behind an Enter at its end.
  package static func continuation(of draft: String) -> EnterMeaning {
    if let body = body(of: draft) { return isClosed(body) ? .none : .appending }
    // An even number of backslashes stands for itself.
    let backslashes = draft.unicodeScalars.reversed().prefix { $0 == "\\" }.count
    return backslashes % 2 == 1 ? .replacingBackslash : .none
  }

  /// What the draft says: without the quotes around a block, and the line ends next to them.
  package static func content(of draft: String) -> String {
    guard let body = body(of: draft), isClosed(body) else { return draft }
    var content = trimmed(body).dropLast(quote.unicodeScalars.count)
    if content.first == "\n" { content = content.dropFirst() }
    if content.last == "\n" { content = content.dropLast() }
    return String(content)
  }

  /// What stands behind the opening quotes; nil where the draft does not begin with them.
  private static func body(of draft: String) -> Substring.UnicodeScalarView? {
    let scalars = draft.unicodeScalars.drop { isBlank($0) }
    return scalars.starts(with: quote.unicodeScalars) ? scalars.dropFirst(quote.unicodeScalars.count) : nil
  }

  private static func isClosed(_ body: Substring.UnicodeScalarView) -> Bool {
    trimmed(body).reversed().starts(with: quote.unicodeScalars)
  }

  private static func trimmed(_ scalars: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    var scalars = scalars
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return scalars
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" }
}
