/// Why a text is not JSON, and where.
package struct JSONError: Error, Sendable, Equatable {
  /// What is wrong, as a short phrase.
  package enum Reason: String, Sendable {
    case unexpectedEnd = "the text ends in the middle of a value"
    case unexpectedByte = "a byte that cannot stand here"
    case trailingText = "text after the value"
    case controlCharacter = "a raw control character in a string"
    case badEscape = "an unknown escape in a string"
    case badNumber = "a malformed number"
    case tooDeep = "nested too deeply"
    case unexpectedKind = "a value of another kind than expected"
  }

  package let reason: Reason
  /// Counted in bytes from the start of the text that was handed in.
  package let offset: Int

  package init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
