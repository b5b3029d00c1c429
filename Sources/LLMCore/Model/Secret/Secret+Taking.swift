internal import CSecretMemory

extension Secret {
  /// Takes bytes over: they are wiped where they were, as far as nobody else has a copy of the array.
  package init(taking bytes: inout [UInt8]) {
    self = bytes.withUnsafeMutableBytes { bytes in
      let secret = Secret(copying: UnsafeRawBufferPointer(bytes))
      if let start = bytes.baseAddress { llmctl_secret_wipe(start, bytes.count) }
      return secret
    }
  }
}
