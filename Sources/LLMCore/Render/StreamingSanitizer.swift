/// Makes model text safe for a terminal while it streams. The text comes as well-formed UTF-8 in pieces that may end
/// between a carriage return and its line feed.
package struct StreamingSanitizer {
  /// The last piece ended in a carriage return that was shown as a line feed.
  private var endedInReturn = false

  package init() {}

  /// The safe form of the next piece.
  package mutating func sanitize(_ piece: [UInt8]) -> SafeText {
    var bytes = piece[...]
    if endedInReturn, bytes.first == 0x0A { bytes = bytes.dropFirst() }
    if let last = piece.last { endedInReturn = last == 0x0D }
    return SafeText(String(decoding: bytes, as: UTF8.self))
  }
}
