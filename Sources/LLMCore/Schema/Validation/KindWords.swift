/// Kinds of values as people call them.
enum KindWords {
  /// `a string or null` for a mask of ``JSONKind``.
  static func words(for kinds: UInt8) -> String {
    var words: [String] = []
    if kinds & JSONKind.string != 0 { words.append("a string") }
    if kinds & JSONKind.number != 0 {
      words.append("a number")
    } else if kinds & JSONKind.integer != 0 {
      words.append("a whole number")
    }
    if kinds & JSONKind.bool != 0 { words.append("true or false") }
    if kinds & JSONKind.array != 0 { words.append("an array") }
    if kinds & JSONKind.object != 0 { words.append("an object") }
    if kinds & JSONKind.null != 0 { words.append("null") }
    return list(words)
  }

  /// `a, b or c`
  static func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
