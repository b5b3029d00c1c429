/// The random name of a stored key.
package struct CredentialID: Sendable, Hashable {
  /// 16 bytes.
  package let bytes: [UInt8]

  init(bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  static func random() -> CredentialID { CredentialID(bytes: (0..<16).map { _ in UInt8.random(in: 0...255) }) }

  /// 32 hexadecimal digits.
  package var text: String { Hexadecimal.text(of: bytes) }
}

/// A stored key as it stands in the file: what it is for and itself, each sealed.
struct SealedEntry: Sendable, Equatable {
  let id: CredentialID
  let metadata: [UInt8]
  let secret: [UInt8]

  /// Larger than any that is written; bytes.
  private static let largestBox =
    CredentialFormat.longestSecret + 2 * CredentialFormat.padding + CredentialFormat.sealSize

  /// As it stands in the file.
  var encoded: [UInt8] {
    var part = PartWriter()
    part.number(UInt32(4 + 16 + 2 + metadata.count + 2 + secret.count + CredentialFormat.checksumSize))
    part.append(id.bytes)
    part.field(metadata)
    part.field(secret)
    return PartChecksum.sealed(part.bytes)
  }

  /// Reads the entry that begins at `start`. Returns it and where the next part begins.
  static func decode(_ bytes: [UInt8], at start: Int, number: Int) throws(FormatFault) -> (entry: SealedEntry, end: Int)
  {
    let name = "key \(number)"
    var length = PartReader(bytes, in: start..<bytes.count - CredentialFormat.macSize, of: name)
    let size = Int(try length.number(UInt32.self))
    let end = start + size
    guard size >= 4 + CredentialFormat.checksumSize, end <= bytes.count - CredentialFormat.macSize,
      PartChecksum.fits(bytes, start..<end)
    else {
      throw .damaged(at: start, "\(name) is not what was written")
    }
    var part = PartReader(bytes, in: start + 4..<end - CredentialFormat.checksumSize, of: name)
    let id = CredentialID(bytes: try part.take(16))
    let metadata = Array(try part.field(atMost: largestBox))
    let secret = Array(try part.field(atMost: largestBox))
    try part.finish()
    return (SealedEntry(id: id, metadata: metadata, secret: secret), end)
  }
}
