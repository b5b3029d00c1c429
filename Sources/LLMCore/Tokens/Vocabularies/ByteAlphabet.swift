/// The characters that stand for bytes in byte-level vocabularies, as GPT-2 began it: printable Latin-1 for itself, the other
/// bytes, in order, for U+0100 and on.
enum ByteAlphabet {
  /// The character of each byte.
  static let characters: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (UInt32(0)..<256).map { byte in
      if isPrintable(byte) { return Unicode.Scalar(UInt8(byte)) }
      defer { next += 1 }
      return Unicode.Scalar(next) ?? " "
    }
  }()

  /// The byte of each code point below U+0144.
  private static let bytes: [UInt8?] = {
    var bytes = [UInt8?](repeating: nil, count: 0x144)
    for (byte, character) in characters.enumerated() { bytes[Int(character.value)] = UInt8(byte) }
    return bytes
  }()

  /// The bytes that a token's spelling stands for, nil when there is another character in it.
  static func bytes(of spelling: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(spelling.count)
    for character in String(decoding: spelling, as: UTF8.self).unicodeScalars {
      guard character.value < bytes.count, let byte = bytes[Int(character.value)] else { return nil }
      result.append(byte)
    }
    return result
  }

  private static func isPrintable(_ byte: UInt32) -> Bool {
    (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || (0xAE...0xFF).contains(byte)
  }
}
