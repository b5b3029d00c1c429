/// Finds and compares bytes, eight at a time.
package enum ByteSearch {
  /// Where a byte stands first from an offset on; nil where it does not.
  package static func firstIndex(of byte: UInt8, in text: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    var at = start
    while at + 8 <= text.count, !ByteWord(text.loadUnaligned(fromByteOffset: at, as: UInt64.self)).contains(byte) {
      at += 8
    }
    // Either the byte is among the next eight, or fewer than eight are left.
    while at < text.count {
      if text[at] == byte { return at }
      at += 1
    }
    return nil
  }

  /// Whether two texts are the same, byte for byte.
  package static func areSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var at = 0
    while at + 8 <= left.count {
      let word = left.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      guard word == right.loadUnaligned(fromByteOffset: at, as: UInt64.self) else { return false }
      at += 8
    }
    return left[at...].elementsEqual(right[at...])
  }

  /// The same of arrays.
  package static func areSame(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { right in areSame(left, right) } }
  }

  /// The same of texts, which `==` compares by what they look like.
  package static func areSame(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in areSame(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right)) }
    }
  }
}
