internal import Glibc
internal import LLMCore

/// The folder of a credential file, open: names are looked up in this very folder, whatever its path leads to by now.
final class CredentialFolder {
  let path: String
  private let descriptor: Int32

  /// Opens the folder of a file, which must be writable for nobody but its owner, who is this user or root.
  ///
  /// - Parameter isMade: whether it is made where it is missing, and the folders above it.
  init(ofFile file: String, isMade: Bool) throws(CredentialFileError) {
    path = Self.folder(of: file)
    if isMade { try Self.make(path) }
    descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CredentialFileError(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw CredentialFileError(errno) }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .folderOfForeignOwner(folder: path, status.st_uid)
    }
    guard status.st_mode & 0o022 == 0 else {
      throw .folderOpenToOthers(folder: path, mode: status.st_mode & 0o7777)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The part of a path behind its last slash.
  static func name(of file: String) -> String { file.split(separator: "/").last.map(String.init) ?? file }

  private static func folder(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  private static func make(_ path: String) throws(CredentialFileError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    let parent = folder(of: path)
    guard errno == ENOENT, parent != path else { throw CredentialFileError(errno) }
    try make(parent)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw CredentialFileError(errno) }
  }

  // MARK: Files in it

  /// Opens a file of this user that nobody else can use. The caller closes it.
  func open(_ name: String, _ flags: Int32) throws(CredentialFileError) -> (descriptor: Int32, status: stat) {
    // Not blocking: a pipe in the file's place must not keep us waiting.
    let file = openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard file >= 0 else { throw errno == ELOOP ? .symbolicLink : CredentialFileError(errno) }
    var status = stat()
    do throws(CredentialFileError) {
      guard fstat(file, &status) == 0 else { throw CredentialFileError(errno) }
      try Self.check(status)
    } catch {
      close(file)
      throw error
    }
    return (file, status)
  }

  /// Whether a file of this user that nobody else can use has this name; false where there is nothing.
  func holds(_ name: String) throws(CredentialFileError) -> Bool {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return false }
      throw CredentialFileError(errno)
    }
    try Self.check(status)
    return true
  }

  /// Expects a file of this user that nobody else can use.
  static func check(_ status: stat) throws(CredentialFileError) {
    guard status.st_mode & S_IFMT != S_IFLNK else { throw .symbolicLink }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
    guard status.st_uid == geteuid() else { throw .foreignOwner(status.st_uid) }
    guard status.st_mode & 0o077 == 0 else { throw .openToOthers(mode: status.st_mode & 0o7777) }
  }

  /// Makes a file that was not there, for this user alone, with this content, on the disk.
  func create(_ name: String, with content: UnsafeRawBufferPointer) throws(CredentialFileError) {
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CredentialFileError(errno) }
    var failure: Int32 = 0
    // A strange umask may have taken our own rights away.
    if fchmod(file, 0o600) != 0 { failure = errno }
    var written = 0
    while written < content.count, failure == 0 {
      let count = write(file, content.baseAddress.map { $0 + written }, content.count - written)
      if count > 0 { written += count } else if count == 0 { failure = EIO } else if errno != EINTR { failure = errno }
    }
    if failure == 0, fsync(file) != 0 { failure = errno }
    if close(file) != 0, failure == 0 { failure = errno }
    guard failure == 0 else {
      remove(name)
      throw CredentialFileError(failure)
    }
  }

  /// Gives the file a second name. Returns false where the file system has no such thing.
  func link(_ name: String, as other: String) throws(CredentialFileError) -> Bool {
    if linkat(descriptor, name, descriptor, other, 0) == 0 { return true }
    guard [EPERM, EOPNOTSUPP, EMLINK, ENOSYS].contains(errno) else { throw CredentialFileError(errno) }
    return false
  }

  /// Puts the file in the place of another.
  func rename(_ name: String, to other: String) throws(CredentialFileError) {
    guard renameat(descriptor, name, descriptor, other) == 0 else { throw CredentialFileError(errno) }
  }

  /// Takes a name away, if it is there.
  func remove(_ name: String) { unlinkat(descriptor, name, 0) }

  /// Has the disk confirm the names.
  func confirm() throws(CredentialFileError) {
    // Some file systems have nothing to say about folders.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .notConfirmed(CredentialFileError.phrase(for: errno)) }
  }

  /// The names that begin and end like this.
  func names(beginning start: String, ending end: String) -> [String] {
    // The stream has a descriptor of its own, since reading moves it and closing closes it.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else {
      if copy >= 0 { close(copy) }
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasPrefix(start), name.hasSuffix(end) { names.append(name) }
    }
    return names
  }
}

extension CredentialFileError {
  /// For an `errno`.
  init(_ code: Int32) {
    switch code {
    case ENOENT, ENOTDIR: self = .missing
    case EEXIST: self = .exists
    default: self = .failed(Self.phrase(for: code))
    }
  }

  /// A phrase to put behind the file's name.
  static func phrase(for code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "cannot be used: permission denied"
    case EROFS: "cannot be written: its file system is read-only"
    case ENOSPC, EDQUOT: "cannot be written: the disk is full"
    case EFBIG: "cannot be written: the process may not write files of this size"
    case EIO: "cannot be used: the disk failed"
    case EMFILE, ENFILE: "cannot be opened: too many files are open"
    default: "cannot be used: \(String(cString: strerror(code)))"
    }
  }
}
