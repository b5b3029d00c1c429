extension ContentHash {
  /// Names a finding. Placeholders of secrets count without their numbers, which differ from run to run.
  @Sendable static func ofFinding(_ bytes: [UInt8]) -> String {
    sha256(Array(SecretRedactor.unnumbered(bytes[...])))
  }
}
