extension SealedFile {
  /// As it stands on the disk.
  func encoded(with key: DataKey) throws(CredentialError) -> [UInt8] {
    guard slots.count <= CredentialFormat.mostSlots else { throw .invalid("there are too many ways to open the file") }
    guard entries.count <= CredentialFormat.mostEntries else { throw .invalid("there are too many keys in the file") }
    let bytes = unauthenticated
    guard bytes.count + CredentialFormat.macSize <= CredentialFormat.largestFile else {
      throw .invalid("the credential file would become too large")
    }
    return bytes + key.authenticationCode(of: bytes[...])
  }

  /// Whether the code over the whole file is that of this key.
  static func isAuthentic(_ bytes: [UInt8], _ key: DataKey) -> Bool {
    let end = bytes.count - CredentialFormat.macSize
    return end >= 0 && key.isAuthenticationCode(bytes[end...], of: bytes[..<end])
  }
}
