import Glibc
import LLMCore

/// Tells a file from every other one, whatever it is called now.
struct FileIdentity: Equatable {
  let device: UInt64
  let inode: UInt64
}

/// The database as files: its folder, itself, and the two that SQLite keeps beside it.
///
/// Nothing here ever opens the database: closing any descriptor of a file gives up all locks SQLite holds on it in this
/// process.
struct LedgerFile {
  let path: String

  /// The file locked while the database is made, migrated or replaced.
  var lockPath: String { path + ".lock" }

  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// What SQLite puts behind the path for the files it keeps beside the database.
  private static let companions = ["-wal", "-shm"]

  // MARK: Looking

  /// The identity and the size in bytes of what stands at the path, or nil where nothing does; its mode is tightened.
  ///
  /// Throws when that is not a regular file: a link could lead llmctl to write into a file of somebody else's choice.
  func inspect() throws(StoreFailure) -> (identity: FileIdentity, size: Int64)? {
    guard let status = try Self.status(of: path) else { return nil }
    try Self.requireRegular(status)
    try Self.tighten(path, status, to: 0o600)
    for suffix in Self.companions {
      guard let status = try Self.status(of: path + suffix) else { continue }
      try Self.requireRegular(status)
      try Self.tighten(path + suffix, status, to: 0o600)
    }
    return (FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)), Int64(status.st_size))
  }

  /// The size in bytes of SQLite's write-ahead log.
  func logSize() throws(StoreFailure) -> Int64 {
    try Self.status(of: path + "-wal").map { status in Int64(status.st_size) } ?? 0
  }

  // MARK: Making

  /// Makes sure that the folder is there, open to its owner only.
  func prepareFolder() throws(StoreFailure) { try Self.makeFolder(folder) }

  /// Tightens the folder, where it is ours alone: one that others write to on purpose, as `/tmp`, is left as it is, and
  /// the modes of the files have to do.
  func tightenFolder() throws(StoreFailure) {
    var status = stat()
    guard stat(folder, &status) == 0, status.st_uid == geteuid(), status.st_mode & S_ISVTX == 0 else { return }
    try Self.tighten(folder, status, to: 0o700)
  }

  /// Makes an empty file unless something is there, readable by its owner from its first moment on.
  func create() throws(StoreFailure) {
    // Not `open`, see above. SQLite gives its other files the mode of this one.
    guard mknod(path, S_IFREG | 0o600, 0) == 0 || errno == EEXIST else { throw StoreFailure(errno: errno) }
  }

  // MARK: Setting aside

  /// Renames the database and its companions, and returns the new name of the database. The lock must be held.
  ///
  /// The database goes first: a process that finds none waits for the lock, and one that has opened it keeps the
  /// companions it opened with.
  func setAside(at moment: Timestamp) throws(StoreFailure) -> String {
    let stamp = String(moment.rfc3339.filter { $0.isLetter || $0.isNumber })
    var suffix = ".damaged-\(stamp)"
    var attempt = 1
    while try !isFree(suffix) {
      attempt += 1
      suffix = ".damaged-\(stamp)-\(attempt)"
    }
    guard rename(path, path + suffix) == 0 else { throw StoreFailure(errno: errno) }
    for companion in Self.companions {
      guard rename(path + companion, path + suffix + companion) == 0 || errno == ENOENT else {
        throw StoreFailure(errno: errno)
      }
    }
    return name + suffix
  }

  /// Takes the database away with its companions, for one that can be made anew. The lock must be held.
  func remove() throws(StoreFailure) {
    for name in [path] + Self.companions.map({ path + $0 }) {
      guard unlink(name) == 0 || errno == ENOENT else { throw StoreFailure(errno: errno) }
    }
  }

  private func isFree(_ suffix: String) throws(StoreFailure) -> Bool {
    for companion in [""] + Self.companions where try Self.status(of: path + suffix + companion) != nil {
      return false
    }
    return true
  }

  // MARK: System calls

  private static func status(of path: String) throws(StoreFailure) -> stat? {
    var status = stat()
    if lstat(path, &status) == 0 { return status }
    guard errno == ENOENT else { throw StoreFailure(errno: errno) }
    return nil
  }

  private static func requireRegular(_ status: stat) throws(StoreFailure) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw .unavailable("a folder stands in its place")
    case S_IFLNK: throw .unavailable("a symbolic link stands in its place")
    default: throw .unavailable("something that is not a file stands in its place")
    }
  }

  /// Takes away what is not in `mode`, and adds nothing.
  private static func tighten(_ path: String, _ status: stat, to mode: mode_t) throws(StoreFailure) {
    guard status.st_mode & 0o077 != 0 else { return }
    guard chmod(path, status.st_mode & mode) == 0 || errno == ENOENT else { throw StoreFailure(errno: errno) }
  }

  private static func makeFolder(_ path: String) throws(StoreFailure) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    let parent = LedgerFile(path: path).folder
    guard errno == ENOENT, parent != path else { throw StoreFailure(errno: errno) }
    try makeFolder(parent)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw StoreFailure(errno: errno) }
  }
}
