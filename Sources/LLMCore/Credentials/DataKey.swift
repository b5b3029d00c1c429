internal import CSecretMemory
internal import Crypto
internal import FoundationEssentials

/// The random key of a credential file, and the keys that are derived from it, one for each purpose.
struct DataKey: Sendable {
  /// `CredentialFormat.dataKeySize` bytes.
  let secret: Secret
  private let file: CredentialFileID
  private let authentication: SymmetricKey
  private let descriptions: SymmetricKey
  private let keys: SymmetricKey

  /// Nil unless the secret is as long as a data key.
  init?(_ secret: Secret, of file: CredentialFileID) {
    guard secret.count == CredentialFormat.dataKeySize else { return nil }
    self.init(whole: secret, file)
  }

  /// A new one.
  static func random(of file: CredentialFileID) -> DataKey {
    DataKey(whole: Secret.random(count: CredentialFormat.dataKeySize), file)
  }

  private init(whole secret: Secret, _ file: CredentialFileID) {
    (self.secret, self.file) = (secret, file)
    // RFC 5869, with the file's name as the salt: a data key that was copied into another file opens nothing of this one.
    let root = HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(secret), salt: file.bytes)
    // The keys are kept and not what they are expanded from, since only they wipe themselves.
    authentication = Self.key(for: "llmctl file authentication", from: root)
    descriptions = Self.key(for: "llmctl key descriptions", from: root)
    keys = Self.key(for: "llmctl keys", from: root)
  }

  private static func key(for purpose: String, from root: HMAC<SHA256>.MAC) -> SymmetricKey {
    HKDF<SHA256>.expand(
      pseudoRandomKey: root, info: Array(purpose.utf8), outputByteCount: CredentialFormat.dataKeySize)
  }

  // MARK: The whole file

  /// HMAC-SHA-256 over the file.
  func authenticationCode(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: authentication))
  }

  /// Compares in constant time.
  func isAuthenticationCode(_ code: ArraySlice<UInt8>, of bytes: ArraySlice<UInt8>) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(Array(code), authenticating: bytes, using: authentication)
  }

  // MARK: Entries

  /// Seals what a key is for.
  func seal(_ record: CredentialRecord) throws(CredentialError) -> [UInt8] {
    let context = CredentialFormat.metadataContext(file: file, entry: record.id)
    let plain = record.encoded.withUnsafeBytes { Secret(copying: $0) }
    return try Seal.close(plain, with: descriptions, context: context)
  }

  /// What a key is for; nil where the seal is not that of this entry.
  func record(of entry: SealedEntry) throws(FormatFault) -> CredentialRecord? {
    let context = CredentialFormat.metadataContext(file: file, entry: entry.id)
    guard let plain = Seal.open(entry.metadata, with: descriptions, context: context) else { return nil }
    let bytes = plain.withExposedBytes { Array($0) }
    return try CredentialRecord.decode(bytes, id: entry.id)
  }

  /// Seals a key for what it is for.
  func seal(_ secret: Secret, for record: CredentialRecord) throws(CredentialError) -> [UInt8] {
    try Seal.close(secret.padded(), with: keys, context: context(of: record))
  }

  /// The key of an entry; nil where the seal is not that of this entry for what it is for.
  func secret(of entry: SealedEntry, _ record: CredentialRecord) -> Secret? {
    Seal.open(entry.secret, with: keys, context: context(of: record))?.withoutPadding()
  }

  private func context(of record: CredentialRecord) -> [UInt8] {
    CredentialFormat.secretContext(file: file, entry: record.id, name: record.name, host: record.host)
  }

  /// Tells the ends of keys apart without telling what they are: the first eight bytes of HMAC-SHA-256 over the last four.
  func ending(of secret: Secret) -> [UInt8] {
    // Only changes ask for it, so its key is not derived with the others.
    let endings = Self.key(
      for: "llmctl key endings",
      from: HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(self.secret), salt: file.bytes))
    return secret.withExposedBytes { bytes in
      let last = UnsafeRawBufferPointer(rebasing: bytes.suffix(4))
      return Array(HMAC<SHA256>.authenticationCode(for: last, using: endings).prefix(8))
    }
  }
}

/// ChaCha20-Poly1305 (RFC 8439) with a random nonce: nonce, ciphertext and tag in one piece.
enum Seal {
  static func close(
    _ plain: Secret, with key: SymmetricKey, context: [UInt8]
  ) throws(CredentialError) -> [UInt8] {
    let box = plain.withExposedBytes { try? ChaChaPoly.seal($0, using: key, authenticating: context) }
    guard let box else {
      throw .outside(LLMError(.internalError, "the cipher refused to encrypt"))
    }
    return Array(box.combined)
  }

  /// What was sealed; nil where the key, the context or a bit is another.
  static func open(_ box: [UInt8], with key: SymmetricKey, context: [UInt8]) -> Secret? {
    guard let box = try? ChaChaPoly.SealedBox(combined: box),
      var plain = try? ChaChaPoly.open(box, using: key, authenticating: context)
    else { return nil }
    return plain.withUnsafeMutableBytes { bytes in
      // The library hands out ordinary memory.
      defer { if let start = bytes.baseAddress { llmctl_secret_wipe(start, bytes.count) } }
      return Secret(copying: UnsafeRawBufferPointer(bytes))
    }
  }
}

extension SymmetricKey {
  init(_ secret: Secret) { self = secret.withExposedBytes { SymmetricKey(data: $0) } }
}

extension Secret {
  /// Behind its length (two bytes), with zeros up to a multiple of the format's padding.
  fileprivate func padded() -> Secret {
    let size = (2 + count + CredentialFormat.padding - 1) / CredentialFormat.padding * CredentialFormat.padding
    return withExposedBytes { bytes in
      Secret(capacity: size) { room in
        (room[0], room[1]) = (UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count))
        UnsafeMutableRawBufferPointer(rebasing: room[2...]).copyMemory(from: bytes)
        return size
      }
    }
  }

  /// What `padded` was made of; nil where it was not.
  fileprivate func withoutPadding() -> Secret? {
    let length: Int? = withExposedBytes { bytes in
      guard bytes.count >= 2 else { return nil }
      let length = Int(bytes[0]) << 8 | Int(bytes[1])
      guard length <= bytes.count - 2, bytes[(2 + length)...].allSatisfy({ $0 == 0 }) else { return nil }
      return length
    }
    return length.map { part(2..<2 + $0) }
  }
}
