extension UnlockSlot {
  /// The slot of a file without protection.
  static func plaintext(_ key: DataKey, created: Timestamp) -> UnlockSlot {
    let method = UnlockMethod(id: UnlockMethod.newID(), kind: .plaintext, created: created, cost: nil, details: [])
    let zeros = { (count: Int) in [UInt8](repeating: 0, count: count) }
    return UnlockSlot(
      method: method, salt: zeros(CredentialFormat.saltSize),
      wrappedKey: zeros(12) + key.secret.withExposedBytes { Array($0) } + zeros(16))
  }

  /// The data key of a file without protection; nil in any other slot.
  func plaintextKey(of file: CredentialFileID) -> DataKey? {
    guard method.kind == .plaintext else { return nil }
    let key = wrappedKey[12..<12 + CredentialFormat.dataKeySize].withUnsafeBytes { Secret(copying: $0) }
    return DataKey(key, of: file)
  }
}
