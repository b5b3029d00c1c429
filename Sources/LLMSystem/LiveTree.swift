internal import Glibc
package import LLMCore

/// The files, folders and standard input of this machine.
package struct LiveTree: FileTree {
  package init() {}

  package var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  package func openInput() -> any ByteSource { LiveSource(STDIN_FILENO, status: Self.status(of: STDIN_FILENO)) }

  package func open(_ path: RawPath, waitsForWriter: Bool) throws(FileError) -> any ByteSource {
    // O_NONBLOCK makes no difference to regular files.
    let descriptor = Glibc.open(path.cString, O_RDONLY | O_CLOEXEC | O_NOCTTY | (waitsForWriter ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw LiveFiles.error(errno) }
    let source = LiveSource(owning: descriptor, status: Self.status(of: descriptor))
    if source.status.kind == .folder { throw .isDirectory }
    return source
  }

  package func status(of path: RawPath, followsLinks: Bool) throws(FileError) -> FileStatus {
    var status = stat()
    let result = followsLinks ? stat(path.cString, &status) : lstat(path.cString, &status)
    guard result == 0 else { throw LiveFiles.error(errno) }
    return Self.status(status)
  }

  package func entries(of folder: RawPath) throws(FileError) -> [FolderEntry] {
    guard let stream = opendir(folder.cString) else { throw LiveFiles.error(errno) }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw LiveFiles.error(errno) }
        return entries
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
      entries.append(Self.entry(name, type: entry.pointee.d_type, in: dirfd(stream)))
    }
  }

  package func resolved(_ path: RawPath) throws(FileError) -> RawPath {
    guard let absolute = realpath(path.cString, nil) else { throw LiveFiles.error(errno) }
    defer { free(absolute) }
    return RawPath(bytes: Array(UnsafeRawBufferPointer(start: absolute, count: strlen(absolute))))
  }

  package func create(_ path: RawPath, _ content: [UInt8], isPrivate: Bool) throws(FileError) {
    try AtomicFile.create(path, with: content, mode: isPrivate ? 0o600 : 0o666)
  }

  package func replace(
    _ path: RawPath, _ content: [UInt8], as kind: FileUse, makesFolders: Bool
  ) throws(FileError) {
    if makesFolders, let folder = path.parent {
      try AtomicFile.makeFolder(folder, mode: kind == .ownersOnly ? 0o700 : 0o777)
    }
    // The file behind a link is replaced, and not the link.
    let target = (try? resolved(path)) ?? path
    if let kind = try? status(of: target, followsLinks: true).kind, kind != .regular {
      let descriptor = Glibc.open(target.cString, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { throw LiveFiles.error(errno) }
      defer { close(descriptor) }
      return try AtomicFile.write(content, to: descriptor)
    }
    let mode: mode_t =
      switch kind {
      case .ownersOnly: 0o600
      case .shared: 0o666
      case .program: 0o777
      }
    // Who closed a file to others did not open it by having it written anew.
    let earlier = kind == .shared ? (try? status(of: target, followsLinks: true))?.permissions : nil
    try AtomicFile.replace(target, with: content, mode: earlier.map { mode & mode_t($0) } ?? mode)
  }

  package func append(_ path: RawPath, _ content: [UInt8]) throws(FileError) {
    if let folder = path.parent { try AtomicFile.makeFolder(folder) }
    let descriptor = Glibc.open(path.cString, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { throw LiveFiles.error(errno) }
    defer { close(descriptor) }
    try AtomicFile.write(content, to: descriptor)
  }

  package func remove(_ path: RawPath) throws(FileError) {
    guard unlink(path.cString) == 0 || errno == ENOENT else { throw LiveFiles.error(errno) }
  }

  package func claim(_ path: RawPath, as kind: FileUse) throws(FileError) -> (any FileClaim)? {
    if let folder = path.parent { try AtomicFile.makeFolder(folder, mode: kind == .ownersOnly ? 0o700 : 0o777) }
    return try LiveClaim.take(path)
  }

  /// Some file systems do not tell the kind of an entry with its name, and none its size.
  private static func entry(_ name: [UInt8], type: UInt8, in folder: Int32) -> FolderEntry {
    switch Int(type) {
    case Int(DT_DIR): return FolderEntry(name: name, kind: .folder)
    case Int(DT_LNK): return FolderEntry(name: name, kind: .link)
    case Int(DT_REG), Int(DT_UNKNOWN):
      var found = stat()
      if fstatat(folder, RawPath(bytes: name).cString, &found, AT_SYMLINK_NOFOLLOW) == 0 {
        let status = Self.status(found)
        return FolderEntry(name: name, kind: status.kind, size: status.size)
      }
      return FolderEntry(name: name, kind: Int(type) == Int(DT_REG) ? .regular : .special)
    default: return FolderEntry(name: name, kind: .special)
    }
  }

  private static func status(of descriptor: Int32) -> FileStatus {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      return FileStatus(kind: .special, size: 0, identity: FileIdentity(device: 0, number: 0))
    }
    return Self.status(status)
  }

  private static func status(_ status: stat) -> FileStatus {
    let kind: FileStatus.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .special
      }
    return FileStatus(
      kind: kind, size: kind == .regular ? Int(status.st_size) : 0,
      identity: FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino)),
      permissions: Int(status.st_mode & 0o7777),
      changedAt: Timestamp(
        milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec / 1_000_000)))
  }
}

extension RawPath {
  /// The path as C has it. One with a NUL in it, which only a program can make up, ends there.
  var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}
