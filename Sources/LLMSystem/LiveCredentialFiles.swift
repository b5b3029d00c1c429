internal import Glibc
package import LLMCore

/// The files with keys on this machine.
package struct LiveCredentialFiles: CredentialFiles {
  /// Lines with passphrases and keys are shorter; bytes.
  private static let longestLine = 4096
  /// Between two tries to get the lock. The kernel can wait for it, but not with a time limit.
  private static let pause = Duration.milliseconds(2)
  /// How temporary files end. Only who holds the lock makes any, so all that are found by the next are left over.
  private static let temporaryEnd = ".new"

  package init() {}

  // MARK: Whole files

  package func read(_ path: String, limit: Int) throws(CredentialFileError) -> [UInt8] {
    let folder = try CredentialFolder(ofFile: path, isMade: false)
    let (file, status) = try folder.open(CredentialFolder.name(of: path), O_RDONLY)
    defer { close(file) }
    do throws(FileError) {
      return try Descriptor(file).readToEnd(limit: limit, expected: Int(status.st_size))
    } catch .tooLarge {
      throw .tooLarge(limit: limit)
    } catch {
      throw .failed("cannot be read: \(error.phrase)")
    }
  }

  package func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  package func replace(
    _ path: String, with content: [UInt8], backup: CredentialBackup
  ) throws(CredentialFileError) {
    let folder = try CredentialFolder(ofFile: path, isMade: true)
    let name = CredentialFolder.name(of: path)
    let backupName = CredentialFolder.name(of: backupPath(of: path))
    for leftover in folder.names(beginning: ".\(name).", ending: Self.temporaryEnd) { folder.remove(leftover) }
    let hasPrevious = try folder.holds(name)
    let hasBackup = try Self.hasBackup(backupName, in: folder)
    let temporary = Self.temporaryName(for: name)
    let temporaryBackup = Self.temporaryName(for: name)
    do throws(CredentialFileError) {
      try Self.create(temporary, in: folder, content)
      if hasPrevious || backup == .renewed && hasBackup {
        switch backup {
        case .renewed: try Self.create(temporaryBackup, in: folder, content)
        case .previous: try keep(path, as: temporaryBackup, in: folder)
        }
        // Before the file itself: a change that takes access away is done only when the backup has it no more.
        try folder.rename(temporaryBackup, to: backupName)
        // Renaming one name of a file to another of the same file leaves both.
        folder.remove(temporaryBackup)
      }
      try folder.rename(temporary, to: name)
    } catch {
      folder.remove(temporary)
      folder.remove(temporaryBackup)
      throw error
    }
    try folder.confirm()
  }

  /// Gives a file another name besides its own, or makes a copy of it where the file system has no such thing.
  private func keep(_ path: String, as other: String, in folder: CredentialFolder) throws(CredentialFileError) {
    if try folder.link(CredentialFolder.name(of: path), as: other) { return }
    try Self.create(other, in: folder, try read(path, limit: .max))
  }

  /// Found out early: what is wrong in the backup's place would show only after the file was replaced.
  private static func hasBackup(_ name: String, in folder: CredentialFolder) throws(CredentialFileError) -> Bool {
    do throws(CredentialFileError) { return try folder.holds(name) } catch {
      throw .failed("is not changed, since its backup '\(folder.path)/\(name)' \(error.phrase)")
    }
  }

  private static func create(
    _ name: String, in folder: CredentialFolder, _ content: [UInt8]
  ) throws(CredentialFileError) {
    // The closure of an array's bytes cannot tell which errors it throws.
    let result = content.withUnsafeBytes { bytes in
      Result { () throws(CredentialFileError) in try folder.create(name, with: bytes) }
    }
    try result.get()
  }

  private static func temporaryName(for name: String) -> String {
    ".\(name).\(String(UInt64.random(in: 0 ... .max), radix: 36))\(temporaryEnd)"
  }

  // MARK: The lock

  package func lock(_ path: String, patience: Duration) throws(CredentialFileError) -> any CredentialLock {
    let folder = try CredentialFolder(ofFile: path, isMade: true)
    let name = CredentialFolder.name(of: path) + ".lock"
    var waited = Duration.zero
    while true {
      var (file, status) = try folder.open(name, O_RDWR | O_CREAT)
      while flock(file, LOCK_EX | LOCK_NB) != 0 {
        let code = errno
        guard code == EWOULDBLOCK || code == EINTR, waited < patience else {
          close(file)
          throw code == EWOULDBLOCK || code == EINTR ? .busy : CredentialFileError(code)
        }
        usleep(UInt32(Self.pause / .microseconds(1)))
        waited += Self.pause
      }
      // The lock of a file that somebody deleted keeps nobody out.
      if fstat(file, &status) == 0, status.st_nlink > 0 { return FileLock(file) }
      close(file)
    }
  }

  private final class FileLock: CredentialLock {
    private var descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { release() }

    func release() {
      // The lock belongs to the open file: closing gives it back, and so does the end of the process.
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }

  // MARK: Lines

  package func readSecret(_ path: String) throws(CredentialFileError) -> Secret {
    // Whoever could put another key file into its folder would gain nothing, so the folder may be anybody's: that of a stick.
    var status = stat()
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else { throw errno == ELOOP ? .symbolicLink : CredentialFileError(errno) }
    defer { close(file) }
    guard fstat(file, &status) == 0 else { throw CredentialFileError(errno) }
    try CredentialFolder.check(status)
    return try line(of: file)
  }

  package func readSecret(fromDescriptor number: Int32) throws(CredentialFileError) -> Secret {
    guard fcntl(number, F_GETFD) >= 0 else { throw .failed("it is not open") }
    return try line(of: number)
  }

  /// Reads byte by byte: what is behind the line may be for somebody else.
  private func line(of descriptor: Int32) throws(CredentialFileError) -> Secret {
    try Secret(capacity: Self.longestLine) { (room) throws(CredentialFileError) in
      var filled = 0
      while true {
        guard filled < room.count else { throw .failed("its first line is too long") }
        let count = Glibc.read(descriptor, room.baseAddress.map { $0 + filled }, 1)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          poll(&waiting, 1, -1)
          continue
        }
        guard count >= 0 else { throw CredentialFileError(errno) }
        if count == 0 || room[filled] == 0x0A {
          return filled > 0 && room[filled - 1] == 0x0D ? filled - 1 : filled
        }
        filled += 1
      }
    }
  }

  package func writeSecret(_ path: String, _ secret: Secret) throws(CredentialFileError) {
    let line = secret.withExposedBytes { bytes in
      Secret(capacity: bytes.count + 1) { room in
        room.copyMemory(from: bytes)
        room[bytes.count] = 0x0A
        return room.count
      }
    }
    guard !exists(path) else { throw .exists }
    do throws(CredentialFileError) {
      let folder = try CredentialFolder(ofFile: path, isMade: false)
      try line.withExposedBytes { (bytes) throws(CredentialFileError) in
        try folder.create(CredentialFolder.name(of: path), with: bytes)
      }
      try folder.confirm()
    } catch .missing {
      throw .failed("its folder does not exist")
    }
  }
}
