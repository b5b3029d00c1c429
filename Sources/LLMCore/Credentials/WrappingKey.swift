internal import Crypto
internal import CryptoExtras

/// The key that a method wraps the data key with.
struct WrappingKey: Sendable {
  private let key: SymmetricKey

  /// Derives the key of a method from what was typed, read or printed. This takes as long as the method's cost says.
  ///
  /// - Parameter input: not empty.
  init(from input: Secret, salt: [UInt8], cost: ScryptCost?) throws(CredentialError) {
    guard !input.isEmpty else { throw .invalid("an empty passphrase protects nothing") }
    let material = try cost.map { (cost) throws(CredentialError) in try Self.stretch(input, salt, cost) }
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: material ?? SymmetricKey(input), salt: salt, info: Array("llmctl unlock".utf8),
      outputByteCount: CredentialFormat.dataKeySize)
  }

  private static func stretch(
    _ input: Secret, _ salt: [UInt8], _ cost: ScryptCost
  ) throws(CredentialError) -> SymmetricKey {
    let derived = input.withExposedBytes { bytes in
      try? KDF.Scrypt.deriveKey(
        from: bytes, salt: salt, outputByteCount: CredentialFormat.dataKeySize, rounds: cost.rounds,
        blockSize: Int(cost.blockSize), parallelism: Int(cost.parallelism))
    }
    guard let derived else {
      throw .outside(
        LLMError(.internalError, "there is not enough memory for the passphrase (\(cost.memory >> 20) MiB)"))
    }
    return derived
  }

  /// Wraps the data key of a file for a method.
  func wrap(_ dataKey: DataKey, for method: UnlockMethod, salt: [UInt8], file: CredentialFileID) throws(CredentialError)
    -> UnlockSlot
  {
    let context = Self.context(method, salt, file)
    return UnlockSlot(
      method: method, salt: salt, wrappedKey: try Seal.close(dataKey.secret, with: key, context: context))
  }

  /// The data key of a slot; nil where this key did not wrap it.
  func unwrap(_ slot: UnlockSlot, file: CredentialFileID) -> DataKey? {
    Seal.open(slot.wrappedKey, with: key, context: Self.context(slot.method, slot.salt, file))
      .flatMap { DataKey($0, of: file) }
  }

  private static func context(_ method: UnlockMethod, _ salt: [UInt8], _ file: CredentialFileID) -> [UInt8] {
    CredentialFormat.slotContext(file: file, description: UnlockSlot.description(of: method, salt: salt))
  }
}
