/// A rough guess at how hard a passphrase is to guess. It errs to the low side, since it only ever leads to a remark.
struct PassphraseStrength: Equatable {
  /// How many characters it has.
  let characters: Int
  /// The binary logarithm of how many guesses it takes.
  let bits: Int

  init(_ passphrase: Secret) {
    (characters, bits) = passphrase.withExposedBytes { bytes in
      (bytes.count { $0 & 0xC0 != 0x80 }, Self.bits(bytes))
    }
  }

  /// What to say about it. A guess takes a fifth of a second (`ScryptPolicy`), so that 2^35 of them take two centuries on one
  /// processor, and days on ten thousand.
  var remark: String {
    switch bits {
    case ..<36:
      "this passphrase is weak (about \(bits) bits): whoever gets the file could guess it; four random words are better"
    case ..<56: "this passphrase is fair (about \(bits) bits); one more random word makes it strong"
    default: "this passphrase is strong (about \(bits) bits)"
    }
  }

  /// What everybody tries first, by the lists of passwords that were stolen.
  private static let common = [
    "password", "passwort", "passphrase", "qwerty", "qwertz", "letmein", "iloveyou", "welcome", "admin", "dragon",
    "monkey",
    "sunshine", "football", "baseball", "princess", "changeme", "secret", "hunter", "trustno", "llmctl", "openai",
  ].map { Array($0.utf8) }

  /// What people put between words.
  private static let separators = Array(" -_.,".utf8)

  private static func bits(_ bytes: UnsafeRawBufferPointer) -> Int {
    let characters = bytes.filter { $0 & 0xC0 != 0x80 }
    // What goes on as the one before lets expect (aaaa, 1234, dcba) is worth a bit.
    let expected = zip(characters, characters.dropFirst()).count { abs(Int($0) - Int($1)) <= 1 }
    var bits = ((characters.count - expected) * tenthsOfBits(bytes) + expected * 10) / 10
    // Words of a language: as many bits as one of a list of 7776 has, which is what dice choose from.
    let words = characters.split { separators.contains($0) }
    if words.count >= 3, words.allSatisfy({ $0.allSatisfy(isLetter) }) { bits = min(bits, words.count * 13) }
    for word in common where contains(word, in: characters) {
      bits = min(bits, 10 + 4 * (characters.count - word.count))
    }
    return bits
  }

  /// The binary logarithm of how many characters there are of the kinds that occur, times ten.
  private static func tenthsOfBits(_ bytes: UnsafeRawBufferPointer) -> Int {
    var size = 0
    if bytes.contains(where: { (0x61...0x7A).contains($0) }) { size += 26 }
    if bytes.contains(where: { (0x41...0x5A).contains($0) }) { size += 26 }
    if bytes.contains(where: { (0x30...0x39).contains($0) }) { size += 10 }
    if bytes.contains(where: { $0 < 0x80 && !isLetter($0) && !(0x30...0x39).contains($0) }) { size += 33 }
    if bytes.contains(where: { $0 >= 0x80 }) { size += 100 }
    switch size {
    case ...10: return 33
    case ...26: return 47
    case ...36: return 52
    case ...62: return 59
    case ...95: return 66
    default: return 74
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }

  private static func contains(_ word: [UInt8], in characters: [UInt8]) -> Bool {
    guard characters.count >= word.count else { return false }
    return (0...characters.count - word.count).contains { start in
      zip(characters[start...], word).allSatisfy { $0 | 0x20 == $1 }
    }
  }
}
