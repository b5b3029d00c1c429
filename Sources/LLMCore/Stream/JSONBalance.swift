/// Finds the end of a JSON object or array by its brackets, without reading what is in it.
struct JSONBalance {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Whether something was opened and not closed yet.
  var isInside: Bool { depth > 0 }

  /// Takes the next byte. Returns whether it closed the outermost bracket.
  mutating func takes(_ byte: UInt8) -> Bool {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return false
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = depth > 0
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      guard depth > 0 else { return false }
      depth -= 1
      return depth == 0
    default: break
    }
    return false
  }
}
