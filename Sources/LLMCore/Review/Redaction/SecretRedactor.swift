/// Replaces secrets by placeholders such as `[[SECRET aws-access-key 1]]` before a text is sent, and puts them back into what is
/// shown to the person at the terminal.
///
/// One redactor serves a whole run, so that a value has one number in all texts. What already looks like a placeholder is
/// replaced too; hence every placeholder in a redacted text is one of ours, and restoring gives back the very same bytes.
package struct SecretRedactor: Sendable {
  /// How the lines of a text begin.
  package enum Layout: Sendable {
    /// Text as it is.
    case plain
    /// The body of a diff's hunk: the first byte of each line is its marker, and no part of the text.
    case hunk
  }

  private var values = KnownSecrets()
  private let keepsLookalikes: Bool

  /// - Parameter keepsLookalikes: whether what looks like a placeholder stays, where nothing is ever restored.
  package init(keepsLookalikes: Bool = false) { self.keepsLookalikes = keepsLookalikes }

  /// How many different values were found so far.
  package var count: Int { values.count }

  /// Remembers the secrets of a text without changing it, so that they are replaced in texts that do not show them to be secrets,
  /// whichever comes first.
  package mutating func learn(_ text: ArraySlice<UInt8>, layout: Layout = .plain) { _ = matches(in: text, layout) }

  /// Replaces the secrets of a text, and the values that other texts showed to be secrets. Takes time in proportion to the
  /// length.
  package mutating func redact(_ text: ArraySlice<UInt8>, layout: Layout = .plain) -> RedactedText {
    let found = matches(in: text, layout)
    let bytes = Array(text)
    let matches = values.occurrences(in: bytes, besides: found)
    guard !matches.isEmpty else { return RedactedText(bytes: text, secrets: []) }
    var (result, secrets): ([UInt8], [FoundSecret]) = ([], [])
    var (copied, line, lineStart) = (0, 0, 0)
    for match in matches {
      for at in copied..<match.range.lowerBound where bytes[at] == Byte.lineFeed {
        (line, lineStart) = (line + 1, at + 1)
      }
      let placeholder = values.placeholder(for: bytes[match.range], match)
      result += bytes[copied..<match.range.lowerBound]
      result += placeholder.bytes
      copied = match.range.upperBound
      guard match.kind != .lookalike, !match.continues else { continue }
      let marker = layout == .hunk ? bytes[lineStart] : nil
      secrets.append(
        FoundSecret(
          kind: placeholder.kind, number: placeholder.number, line: line, range: match.range, marker: marker,
          masked: Self.masked(bytes[match.range], prefix: match.prefix)))
    }
    result += bytes[copied...]
    return RedactedText(bytes: result[...], secrets: secrets)
  }

  /// A value may stand in JSON, and in JSON that is a text in JSON, as the arguments of a tool are.
  private static let deepestEscape = 2

  /// Replaces the values that other texts showed to be secrets, and nothing else, also where JSON's escapes change how they look. Nil
  /// where there are none.
  package mutating func redactKnown(_ text: [UInt8]) -> [UInt8]? {
    guard count > 0 else { return nil }
    var redacted: [UInt8]?
    for depth in 0...Self.deepestEscape {
      let current = redacted ?? text
      if depth > 0, !current.contains(Byte.backslash) { break }
      let view = UnescapedText(current, times: depth)
      let matches = values.occurrences(in: view.bytes, besides: [])
      guard !matches.isEmpty else { continue }
      var (result, copied): ([UInt8], Int) = ([], 0)
      for match in matches {
        let range = view.origin(of: match.range)
        result += current[copied..<range.lowerBound]
        result += values.placeholder(for: view.bytes[match.range], match).bytes
        copied = range.upperBound
      }
      redacted = result + current[copied...]
    }
    return redacted
  }

  private mutating func matches(in text: ArraySlice<UInt8>, _ layout: Layout) -> [SecretMatch] {
    var scanner = SecretScanner(text, layout: layout)
    var matches = scanner.run()
    if keepsLookalikes { matches.removeAll { $0.kind == .lookalike } }
    for match in matches { _ = values.placeholder(for: scanner.text[match.range], match) }
    return matches
  }

  private static func masked(_ value: ArraySlice<UInt8>, prefix: Int) -> String {
    "\(String(decoding: value.prefix(prefix), as: UTF8.self))… (\(value.count) bytes)"
  }

  /// The text with the values where their placeholders stand. Placeholders that nobody gave out stay as they are.
  package func restored(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    SecretPlaceholder.replaced(in: text) { values.value(of: $0) }
  }

  /// The text with the values where their placeholders stand; for the terminal only.
  package func restored(_ text: String) -> String { String(decoding: restored(Array(text.utf8)[...]), as: UTF8.self) }

  /// The text with placeholders that have no number, such as `[[SECRET aws-access-key]]`: for what must be the same in every run.
  package static func unnumbered(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    SecretPlaceholder.replaced(in: text) { placeholder in
      guard let space = placeholder.lastIndex(of: Byte.space) else { return nil }
      return placeholder[..<space] + SecretPlaceholder.closing
    }
  }
}
