internal import Crypto

/// Names content by its SHA-256.
package enum ContentHash {
  /// 64 hexadecimal digits.
  package static func sha256(_ bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }

  /// The 32 bytes themselves.
  package static func digest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return Array(hash.finalize())
  }

  /// The same of a secret with a text before it, without a copy of either.
  package static func sha256(of secret: Secret, behind prefix: String) -> String {
    var hash = SHA256()
    hash.update(data: Array(prefix.utf8))
    secret.withExposedBytes { hash.update(bufferPointer: $0) }
    return text(hash.finalize())
  }

  private static func text(_ digest: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
