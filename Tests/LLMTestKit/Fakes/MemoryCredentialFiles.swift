package import LLMCore
import Synchronization

/// Files with keys that live as long as the test. What the operating system would check is not checked; what it would refuse
/// can be told.
package final class MemoryCredentialFiles: CredentialFiles {
  private struct Content {
    var files: [String: [UInt8]] = [:]
    var lines: [String: Secret] = [:]
    var descriptors: [Int32: [String]] = [:]
    var failure: CredentialFileError?
    var isLocked = false
    var onLock: (@Sendable () -> Void)?
  }

  private let content = Mutex(Content())

  package init() {}

  /// The file's content; nil where there is none. Also takes it away.
  package subscript(path: String) -> [UInt8]? {
    get { content.withLock { $0.files[path] } }
    set { content.withLock { $0.files[path] = newValue } }
  }

  /// The paths of all files, those of one line included, sorted.
  package var paths: [String] { content.withLock { (Array($0.files.keys) + $0.lines.keys).sorted() } }

  /// What every writing call throws from now on; nil for none.
  package func refuseWriting(_ error: CredentialFileError?) { content.withLock { $0.failure = error } }

  /// Lines to be read from a descriptor, each once.
  package func setLines(_ lines: [String], ofDescriptor number: Int32) {
    content.withLock { $0.descriptors[number] = lines }
  }

  /// A file of one line.
  package func setLine(_ line: String?, of path: String) {
    content.withLock { $0.lines[path] = line.map { Secret(copying: $0) } }
  }

  /// What another process does right before the next lock is had.
  package func beforeNextLock(_ act: @escaping @Sendable () -> Void) { content.withLock { $0.onLock = act } }

  package func read(_ path: String, limit: Int) throws(CredentialFileError) -> [UInt8] {
    guard let bytes = content.withLock({ $0.files[path] }) else { throw .missing }
    guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    return bytes
  }

  package func exists(_ path: String) -> Bool { content.withLock { $0.files[path] != nil || $0.lines[path] != nil } }

  package func replace(
    _ path: String, with bytes: [UInt8], backup: CredentialBackup
  ) throws(CredentialFileError) {
    let failure = content.withLock { content -> CredentialFileError? in
      precondition(content.isLocked, "a file is replaced without holding its lock")
      if let failure = content.failure { return failure }
      let hadBackup = content.files[backupPath(of: path)] != nil
      switch backup {
      case .previous: if let previous = content.files[path] { content.files[backupPath(of: path)] = previous }
      case .renewed: if content.files[path] != nil || hadBackup { content.files[backupPath(of: path)] = bytes }
      }
      content.files[path] = bytes
      return nil
    }
    if let failure { throw failure }
  }

  package func lock(_ path: String, patience: Duration) throws(CredentialFileError) -> any CredentialLock {
    let act = content.withLock { content in
      defer { content.onLock = nil }
      return content.onLock
    }
    act?()
    let isFree = content.withLock { content in
      defer { content.isLocked = true }
      return !content.isLocked
    }
    guard isFree else { throw .busy }
    return Lock { [content = self] in content.content.withLock { $0.isLocked = false } }
  }

  package func readSecret(_ path: String) throws(CredentialFileError) -> Secret {
    guard let line = content.withLock({ $0.lines[path] }) else { throw .missing }
    return line
  }

  package func readSecret(fromDescriptor number: Int32) throws(CredentialFileError) -> Secret {
    let line = content.withLock { content -> String? in
      guard let lines = content.descriptors[number], let first = lines.first else { return nil }
      content.descriptors[number] = Array(lines.dropFirst())
      return first
    }
    guard let line else { throw .failed("it is not open") }
    return Secret(copying: line)
  }

  package func writeSecret(_ path: String, _ secret: Secret) throws(CredentialFileError) {
    if exists(path) { throw .exists }
    let failure = content.withLock { content in
      if content.failure == nil { content.lines[path] = secret }
      return content.failure
    }
    if let failure { throw failure }
  }

  private final class Lock: CredentialLock {
    private var giveBack: (() -> Void)?

    init(_ giveBack: @escaping () -> Void) { self.giveBack = giveBack }

    deinit { release() }

    func release() {
      giveBack?()
      giveBack = nil
    }
  }
}

/// Holds keys as long as the test; time does not pass.
package final class MemoryKeyHolder: KeyHolder {
  private let held = Mutex<[CredentialFileID: Secret]>([:])

  package init() {}

  /// How many keys are held.
  package var count: Int { held.withLock { $0.count } }

  package func hold(_ key: Secret, of file: CredentialFileID, for time: Duration) -> Bool {
    held.withLock { $0[file] = key }
    return true
  }

  package func fetch(_ file: CredentialFileID) -> Secret? { held.withLock { $0[file] } }

  package func drop(_ file: CredentialFileID) -> Bool { held.withLock { $0.removeValue(forKey: file) } != nil }
}
