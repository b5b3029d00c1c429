/// Files with keys in them, as a port: what nobody else may read, and what must not be lost.
///
/// Every call checks, on the open file and not on its name, that it is a regular file of this user that nobody else can read,
/// and that nobody else can write into its folder.
package protocol CredentialFiles: Sendable {
  /// The whole content. Throws `CredentialFileError`; `.missing` where there is no such file.
  func read(_ path: String, limit: Int) throws(CredentialFileError) -> [UInt8]

  /// Whether anything stands at the path, links included.
  func exists(_ path: String) -> Bool

  /// Puts new content in the place of the old: whoever opens the file, and whoever starts the machine after it lost its power,
  /// finds the one or the other, whole. The folder is made where it is missing. Whoever calls holds the lock.
  ///
  /// Throws `CredentialFileError`; the old content is untouched then, except with `.notConfirmed`.
  func replace(_ path: String, with content: [UInt8], backup: CredentialBackup) throws(CredentialFileError)

  /// Waits until no other process holds the lock of this file, for `patience` at most, and holds it until the lock is released
  /// or the process ends.
  ///
  /// Throws `CredentialFileError`; `.busy` when another process kept it for too long.
  func lock(_ path: String, patience: Duration) throws(CredentialFileError) -> any CredentialLock

  /// The first line of a small file, without its line end: a key file. Throws `CredentialFileError`.
  func readSecret(_ path: String) throws(CredentialFileError) -> Secret

  /// The first line of what can be read from a descriptor, without its line end. The descriptor stays open.
  ///
  /// Throws `CredentialFileError`.
  func readSecret(fromDescriptor number: Int32) throws(CredentialFileError) -> Secret

  /// Makes a small file of one line. Throws `CredentialFileError`; `.exists` where something is there already.
  func writeSecret(_ path: String, _ secret: Secret) throws(CredentialFileError)
}

extension CredentialFiles {
  /// Where the version before the last change is kept.
  package func backupPath(of path: String) -> String { path + ".bak" }
}

/// What becomes of the version that is replaced.
package enum CredentialBackup: Sendable {
  /// It is kept as the backup.
  case previous
  /// The backup becomes a copy of the new version: the one before could be opened with something that is to be worthless.
  case renewed
}

/// A lock that is held.
package protocol CredentialLock: AnyObject {
  /// Gives it back. The end of the object does so too.
  func release()
}

/// Why a file with keys is not used.
package enum CredentialFileError: Error, Sendable, Equatable {
  case missing
  case exists
  case symbolicLink
  case notRegular
  /// It belongs to the user with this number.
  case foreignOwner(UInt32)
  /// Others have rights to it; its permission bits.
  case openToOthers(mode: UInt32)
  /// Somebody else could put another file in its place; the folder and its permission bits.
  case folderOpenToOthers(folder: String, mode: UInt32)
  case folderOfForeignOwner(folder: String, UInt32)
  case tooLarge(limit: Int)
  case busy
  /// The new content is there, but the disk did not say that it will be after a power failure.
  case notConfirmed(String)
  /// Anything else, as a phrase.
  case failed(String)

  /// A phrase to put behind the file's name.
  package var phrase: String {
    switch self {
    case .missing: "there is no such file"
    case .exists: "something is there already"
    case .symbolicLink: "is a symbolic link, which could lead to a file of somebody else's choice"
    case .notRegular: "is not a regular file"
    case .foreignOwner(let owner): "belongs to another user (\(owner))"
    case .openToOthers(let mode): "can be used by others than its owner (mode \(Self.octal(mode)))"
    case .folderOpenToOthers(let folder, let mode):
      "is in a folder that others can write to (\(folder), mode \(Self.octal(mode)))"
    case .folderOfForeignOwner(let folder, let owner): "is in a folder of another user (\(folder), \(owner))"
    case .tooLarge(let limit): "is larger than \(limit >> 10) KiB"
    case .busy: "is being changed by another process for too long"
    case .notConfirmed(let reason): "is changed, but the disk did not confirm that it will stay so (\(reason))"
    case .failed(let reason): reason
    }
  }

  /// What to do about it, for the file at this path; nil where there is no general way.
  package func advice(for path: String) -> String? {
    switch self {
    case .openToOthers: "Run: chmod 600 '\(path)'. Whoever could read it may have done so: consider new keys"
    case .folderOpenToOthers(let folder, _): "Run: chmod go-w '\(folder)'"
    case .foreignOwner, .folderOfForeignOwner: "Run llmctl as that user, or set LLMCTL_HOME to a folder of your own"
    case .symbolicLink: "Put the file itself there, or set LLMCTL_HOME to the folder it is in"
    case .busy: "Look for an llmctl that hangs, and try again"
    default: nil
    }
  }

  private static func octal(_ mode: UInt32) -> String { "0" + String(mode & 0o7777, radix: 8) }
}
