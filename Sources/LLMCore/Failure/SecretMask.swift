/// Takes keys out of text that will be shown, logged or stored.
///
/// Two nets: the exact secrets this run uses, and the shapes that providers' keys have. Either alone leaks: a proxy
/// may echo another key than ours, and a self-made key has no known shape.
package struct SecretMask: Sendable {
  /// The secrets in use, which stay where they are: nothing is copied out of them. Short ones are left out since masking "a"
  /// would ruin every message. The longest come first, or of one that begins like another the end would show.
  private let secrets: [Secret]

  /// Prefixes that start a key at the providers llmctl knows, each followed by key characters.
  private static let keyPrefixes = [
    "sk-", "sk_", "AIza", "gsk_", "xai-", "pplx-", "hf_", "r8_", "ghp_", "gho_", "github_pat_", "AKIA", "nvapi-",
    "csk-", "fw_", "tgp_v1_", "ek_",
  ].map { Array($0.utf8) }

  /// By byte, whether one of them begins with it.
  private static let keyInitials = {
    var initials = [Bool](repeating: false, count: 256)
    for prefix in keyPrefixes { initials[Int(prefix[0])] = true }
    return initials
  }()

  /// What stands where a secret stood.
  package static let replacementText = "[masked]"
  private static let replacement = Array(replacementText.utf8)

  /// Masks the given secrets besides everything that looks like a key. Secrets under eight bytes are not masked.
  package init(secrets: [Secret] = []) {
    self.secrets = secrets.filter { $0.count >= 8 }.sorted { $0.count > $1.count }
  }

  /// The text with every secret replaced by `[masked]`.
  package func masked(_ text: String) -> String { replaced(in: text, shapes: true) }

  /// Bytes with every secret replaced by `[masked]`.
  package func masked(_ bytes: [UInt8]) -> [UInt8] { Self.replaced(in: bytes, ranges(in: bytes)) }

  /// The text with the given secrets replaced, and nothing else that looks like one: for texts that are a user's own and have
  /// to stay what they are.
  package func maskedExactly(_ text: String) -> String { secrets.isEmpty ? text : replaced(in: text, shapes: false) }

  /// Bytes with the given secrets replaced, and nothing else.
  package func maskedExactly(_ bytes: [UInt8]) -> [UInt8] {
    Self.replaced(in: bytes, ranges(in: bytes, shapes: false))
  }

  /// Bytes with an asterisk for every byte of the given secrets, so that all others stay where they are.
  package func blotted(_ bytes: [UInt8]) -> [UInt8] {
    let ends = endsOfSecrets(in: bytes)
    var blotted = bytes
    for (start, end) in ends { for index in start..<end { blotted[index] = UInt8(ascii: "*") } }
    return blotted
  }

  /// Whether one of the given secrets stands in the bytes.
  package func finds(in bytes: [UInt8]) -> Bool { !endsOfSecrets(in: bytes).isEmpty }

  /// Where secrets stand, and what looks like one, in order and apart from each other.
  package func ranges(in bytes: [UInt8]) -> [Range<Int>] { ranges(in: bytes, shapes: true) }

  private func ranges(in bytes: [UInt8], shapes: Bool) -> [Range<Int>] {
    let ends = endsOfSecrets(in: bytes)
    guard shapes || !ends.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      if let end = ends.isEmpty ? nil : ends[index], end > index {
        ranges.append(index..<end)
        index = end
      } else if shapes, let end = endOfShape(in: bytes, at: index), end > index {
        ranges.append(index..<end)
        index = end
      } else {
        index += 1
      }
    }
    return ranges
  }

  private func replaced(in text: String, shapes: Bool) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: Self.replaced(in: bytes, ranges(in: bytes, shapes: shapes)), as: UTF8.self)
  }

  private static func replaced(in bytes: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
    guard !ranges.isEmpty else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    for range in ranges {
      result += bytes[index..<range.lowerBound]
      result += replacement
      index = range.upperBound
    }
    return result + bytes[index...]
  }

  /// Where each of the secrets ends, by where it starts. The longest of those that start together counts.
  private func endsOfSecrets(in bytes: [UInt8]) -> [Int: Int] {
    var ends: [Int: Int] = [:]
    for secret in secrets where secret.count <= bytes.count {
      secret.withExposedBytes { secret in
        for start in 0...(bytes.count - secret.count)
        where bytes[start] == secret[0] && ends[start] == nil && bytes[start...].starts(with: secret) {
          ends[start] = start + secret.count
        }
      }
    }
    return ends
  }

  /// Where what looks like a secret and starts at `start` ends, or nil where nothing does.
  private func endOfShape(in bytes: [UInt8], at start: Int) -> Int? {
    // Nearly every byte is passed over here: bodies are large, and shapes are rare.
    let mayBeBehindWords = start > 0 && (bytes[start - 1] == UInt8(ascii: "/") || bytes[start - 1] == UInt8(ascii: " "))
    guard mayBeBehindWords || Self.keyInitials[Int(bytes[start])] else { return nil }
    if let end = endOfUserInfo(in: bytes, at: start) { return end }
    // "task-0123456789" is a word, "key=sk-0123456789" is not: what may stand in a key may also stand before one.
    if start > 0, Self.isWordCharacter(bytes[start - 1]) { return endOfBearer(in: bytes, at: start) }
    for prefix in Self.keyPrefixes where prefix[0] == bytes[start] && bytes[start...].starts(with: prefix) {
      if let length = Self.lengths[prefix] {
        return Self.endOfKey(in: bytes, at: start, behind: prefix.count, length) ?? endOfBearer(in: bytes, at: start)
      }
      let end = Self.endOfKey(in: bytes, from: start + prefix.count)
      // Eight characters and more: "sk-learn" is a word, "sk-abc12345" is a key.
      if end - start - prefix.count >= 8 { return end }
    }
    return endOfBearer(in: bytes, at: start)
  }

  /// The end of the user name and password of a URL, if they start at `start`.
  private func endOfUserInfo(in bytes: [UInt8], at start: Int) -> Int? {
    guard start >= 3, bytes[start - 3..<start].elementsEqual("://".utf8) else { return nil }
    let authority = bytes[start...].prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\"") }
    return authority.lastIndex(of: UInt8(ascii: "@"))
  }

  /// The end of the token behind "Bearer ", if the token starts at `start`.
  private func endOfBearer(in bytes: [UInt8], at start: Int) -> Int? {
    let word = Array("bearer ".utf8)
    guard start >= word.count else { return nil }
    for (offset, letter) in word.enumerated() where bytes[start - word.count + offset] | 0x20 != letter | 0x20 {
      return nil
    }
    let end = Self.endOfKey(in: bytes, from: start)
    return end - start >= 8 ? end : nil
  }

  /// The keys whose beginnings are letters alone, which base64 has by chance, and how many characters they have behind them.
  private static let lengths = [Array("AKIA".utf8): 16, Array("AIza".utf8): 35]

  /// The end of a key of a known length. One that is shorter, as providers echo it, is one only where no base64 is around it.
  private static func endOfKey(in bytes: [UInt8], at start: Int, behind prefix: Int, _ length: Int) -> Int? {
    let end = bytes[(start + prefix)...].firstIndex { !isWordCharacter($0) } ?? bytes.count
    let isBase64 = end < bytes.count && "+/=".utf8.contains(bytes[end])
    let before = start > 0 ? bytes[start - 1] : 0
    if before == UInt8(ascii: "+") { return nil }
    if end - start - prefix == length, !isBase64 { return end }
    let echoed = endOfKey(in: bytes, from: start + prefix)
    return before != UInt8(ascii: "/") && 8..<length ~= echoed - start - prefix ? echoed : nil
  }

  private static func endOfKey(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count, isKeyCharacter(bytes[end]) { end += 1 }
    return end
  }

  /// Letters, digits and what joins them to words and names.
  private static func isWordCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Those, and the punctuation of base64, JWTs and the masked forms providers echo (`sk-ab***yz`).
  private static func isKeyCharacter(_ byte: UInt8) -> Bool {
    isWordCharacter(byte) || "*.+/=".utf8.contains(byte)
  }
}
