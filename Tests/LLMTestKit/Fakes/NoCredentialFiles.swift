package import LLMCore

/// A machine on which no key was ever stored.
package struct NoCredentialFiles: CredentialFiles {
  package init() {}

  package func read(_ path: String, limit: Int) throws(CredentialFileError) -> [UInt8] { throw .missing }
  package func exists(_ path: String) -> Bool { false }
  package func replace(
    _ path: String, with content: [UInt8], backup: CredentialBackup
  ) throws(CredentialFileError) { throw .failed("there is no place for it") }
  package func lock(_ path: String, patience: Duration) throws(CredentialFileError) -> any CredentialLock {
    throw .failed("there is no place for it")
  }
  package func readSecret(_ path: String) throws(CredentialFileError) -> Secret { throw .missing }
  package func readSecret(fromDescriptor number: Int32) throws(CredentialFileError) -> Secret {
    throw .failed("it is not open")
  }
  package func writeSecret(_ path: String, _ secret: Secret) throws(CredentialFileError) {
    throw .failed("there is no place for it")
  }
}
