/// The numbers of the file's format; `docs/credential-file.md` tells what they mean.
enum CredentialFormat {
  /// As PNG has it: a byte that is no text, a name, and the line ends that a transfer as text would change.
  static let magic: [UInt8] = [0x89, 0x4C, 0x4C, 0x4D, 0x4B, 0x0D, 0x0A, 0x1A]
  static let version: UInt16 = 1

  static let headerSize = 52
  /// In front of what a part says about itself is its length; behind it are eight bytes of its SHA-256.
  static let checksumSize = 8
  static let macSize = 32
  static let saltSize = 32
  /// What ChaCha20-Poly1305 adds to what it seals: 12 bytes of nonce before, 16 of tag behind.
  static let sealSize = 28
  static let dataKeySize = 32
  /// Sealed texts are filled up to a multiple of this, so that their length tells little of what they are.
  static let padding = 256

  /// Larger files are none of ours; bytes.
  static let largestFile = 4 << 20
  static let mostSlots = 32
  static let mostEntries = 4096
  static let mostDetails = 32
  static let longestDetail = 1024
  static let longestName = 255
  static let longestSecret = 8192

  /// The protections a header can name.
  static let encrypted: UInt8 = 1
  static let plaintext: UInt8 = 2

  /// Fields one behind the other, each with its length before it (two bytes), so that no two lists give the same bytes.
  static func joined(_ fields: [UInt8]...) -> [UInt8] {
    fields.flatMap { field in [UInt8(field.count >> 8), UInt8(field.count & 0xFF)] + field }
  }

  /// What is authenticated along with a method's wrapped key.
  static func slotContext(file: CredentialFileID, description: [UInt8]) -> [UInt8] {
    joined(Array("llmctl unlock method".utf8), versionBytes, file.bytes, description)
  }

  /// What is authenticated along with the description of a key.
  static func metadataContext(file: CredentialFileID, entry: CredentialID) -> [UInt8] {
    joined(Array("llmctl key description".utf8), versionBytes, file.bytes, entry.bytes)
  }

  /// What is authenticated along with a key: it can be the key of nothing else.
  static func secretContext(file: CredentialFileID, entry: CredentialID, name: CredentialName, host: String) -> [UInt8]
  {
    joined(
      Array("llmctl key".utf8), versionBytes, file.bytes, entry.bytes, Array(name.provider.utf8),
      Array(name.label.utf8), Array(name.environment.utf8), Array(host.utf8))
  }

  private static var versionBytes: [UInt8] { [UInt8(version >> 8), UInt8(version & 0xFF)] }
}
