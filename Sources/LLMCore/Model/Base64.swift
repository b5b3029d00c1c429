/// The encoding of RFC 4648 §4, with padding.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// Four characters for three bytes.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      var written = 0
      var at = 0
      while at < bytes.count {
        let group = min(3, bytes.count - at)
        var bits = UInt32(0)
        for place in 0..<3 { bits = bits << 8 | (place < group ? UInt32(bytes[at + place]) : 0) }
        for place in 0..<4 {
          text[written + place] = place <= group ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : padding
        }
        written += 4
        at += 3
      }
      return written
    }
  }

  /// The bytes of an encoded text; nil for one that is not what `encode` writes.
  package static func decode(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count.isMultiple(of: 4) else { return nil }
    let padded = characters.reversed().prefix { $0 == padding }.count
    guard padded <= 2 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    var bits = UInt32(0)
    for (index, character) in characters.dropLast(padded).enumerated() {
      let value = values[Int(character)]
      guard value < 64 else { return nil }
      bits = bits << 6 | UInt32(value)
      guard index % 4 == 3 else { continue }
      for shift in [UInt32(16), 8, 0] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
      bits = 0
    }
    switch padded {
    // What is left over has to be zero, or several texts would stand for the same bytes.
    case 1 where bits & 3 == 0: bytes += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    case 2 where bits & 15 == 0: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 0: break
    default: return nil
    }
    return bytes
  }

  /// By character; 255 for those that are none of the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()
}
