/// What stands where a secret stood: `[[SECRET aws-access-key 1]]`.
struct SecretPlaceholder: Sendable, Hashable {
  let kind: SecretKind
  let number: Int

  /// How all of them begin.
  static let opening = Array("[[SECRET".utf8)
  static let closing = Array("]]".utf8)
  /// Longer than any kind with its number.
  private static let longest = 64

  var bytes: [UInt8] { Self.opening + Array(" \(kind.id) \(number)".utf8) + Self.closing }

  /// Calls for each text of the form of a placeholder with where it stands, and copies what `body` returns in its place, or the text
  /// itself where that is nil.
  static func replaced(in text: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> [UInt8]?) -> ArraySlice<UInt8> {
    var result: [UInt8] = []
    var copied = text.startIndex
    var at = text.startIndex
    while let start = text[at...].firstIndex(of: Byte.openBracket) {
      at = start + 1
      guard text[start...].starts(with: opening), let end = end(in: text, from: start),
        let value = body(text[start..<end])
      else { continue }
      result += text[copied..<start]
      result += value
      (at, copied) = (end, end)
    }
    return copied == text.startIndex ? text : (result + text[copied...])[...]
  }

  /// Whether there is something like a placeholder in a text, whoever wrote it.
  static func mayBe(in text: ArraySlice<UInt8>) -> Bool {
    text.indices.contains { text[$0] == Byte.openBracket && text[$0...].starts(with: opening) }
  }

  private static func end(in text: ArraySlice<UInt8>, from start: Int) -> Int? {
    let part = text[start...].dropFirst(opening.count).prefix(longest)
    guard let bracket = part.firstIndex(of: Byte.closeBracket), text[bracket...].starts(with: closing) else {
      return nil
    }
    return bracket + closing.count
  }
}
