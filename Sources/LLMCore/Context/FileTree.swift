/// Files, folders and standard input for commands that read much of them: names are bytes and content comes in pieces.
/// Every call blocks its thread.
package protocol FileTree: Sendable {
  /// Whether a person types at standard input.
  var inputIsTerminal: Bool { get }

  /// Opens standard input.
  func openInput() -> any ByteSource

  /// Opens a file. A named pipe that nobody writes to yet is waited for, or else is empty.
  ///
  /// Throws `FileError`; a folder is `.isDirectory`.
  func open(_ path: RawPath, waitsForWriter: Bool) throws(FileError) -> any ByteSource

  /// What stands at a path; of a symbolic link, the link itself unless links are followed.
  ///
  /// Throws `FileError`.
  func status(of path: RawPath, followsLinks: Bool) throws(FileError) -> FileStatus

  /// What is in a folder, without `.` and `..`, in no order.
  ///
  /// Throws `FileError`.
  func entries(of folder: RawPath) throws(FileError) -> [FolderEntry]

  /// The absolute path without `.`, `..` and symbolic links.
  ///
  /// Throws `FileError`.
  func resolved(_ path: RawPath) throws(FileError) -> RawPath

  /// Makes a new file with this content; never replaces one. It is all there or not at all, whoever looks and whatever ends this
  /// process, and on the disk when this returns. A private one is for its owner's eyes only.
  ///
  /// Throws `FileError`; `.alreadyExists` where something stands there.
  func create(_ path: RawPath, _ content: [UInt8], isPrivate: Bool) throws(FileError)

  /// Puts a file where none or another one stands, at once: nobody ever sees half of it. What stands there and is no file, such as
  /// a pipe, is written to. Folders above a private one that have to be made are private, too.
  ///
  /// Throws `FileError`; without `makesFolders`, also where the folder is not there.
  func replace(_ path: RawPath, _ content: [UInt8], as kind: FileUse, makesFolders: Bool) throws(FileError)

  /// Adds bytes at the end of a file, all of them in one piece where the system can; makes it where there is none, for its owner's
  /// eyes only, and the folders above it.
  ///
  /// Throws `FileError`.
  func append(_ path: RawPath, _ content: [UInt8]) throws(FileError)

  /// Takes a file away; one that is not there is no error.
  ///
  /// Throws `FileError`.
  func remove(_ path: RawPath) throws(FileError)

  /// Keeps other processes from taking the same name, until it is released or this process ends. The name is that of a file of its
  /// own, which is made for this, with the folders above it, and taken away again. Nil where another process has it.
  ///
  /// - Parameter kind: who folders are for that have to be made.
  ///
  /// Throws `FileError`.
  func claim(_ path: RawPath, as kind: FileUse) throws(FileError) -> (any FileClaim)?
}

/// A name that no other process has.
package protocol FileClaim: Sendable {
  /// Gives it back.
  func release()
}

extension FileTree {
  /// Makes a new file with this content; never replaces one.
  ///
  /// Throws `FileError`.
  package func create(_ path: RawPath, _ content: [UInt8]) throws(FileError) {
    try create(path, content, isPrivate: false)
  }

  /// Keeps other processes from taking the same name, in folders for everybody.
  ///
  /// Throws `FileError`.
  package func claim(_ path: RawPath) throws(FileError) -> (any FileClaim)? { try claim(path, as: .shared) }

  /// Puts a file in place of another one, in a folder that is there.
  ///
  /// Throws `FileError`.
  package func replace(_ path: RawPath, _ content: [UInt8]) throws(FileError) {
    try replace(path, content, as: .shared, makesFolders: false)
  }

  /// The whole content of a small file; nil where there is none, or none that can be read.
  package func content(of path: RawPath, limit: Int = 1 << 20) -> [UInt8]? {
    guard let source = try? open(path, waitsForWriter: false), source.status.kind == .regular,
      source.status.size <= limit
    else { return nil }
    return try? source.readToEnd(limit: limit)
  }
}

/// Who a new file is for, as far as the user's umask allows.
package enum FileUse: Sendable {
  /// For its owner's eyes only.
  case ownersOnly
  /// To be read by everybody.
  case shared
  /// To be read and run by everybody.
  case program
}

/// An open file or stream.
package protocol ByteSource: AnyObject, Sendable {
  /// What it was when it was opened.
  var status: FileStatus { get }

  /// Reads what is there, at least one byte; waits for that byte. 0 is the end.
  ///
  /// Throws `FileError`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int
}

extension ByteSource {
  /// Reads until the buffer is full or the end is reached, and returns how much was read.
  ///
  /// Throws `FileError`.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// Reads to the end.
  ///
  /// Throws `FileError`; `.tooLarge` when there is more than `limit` bytes.
  package func readToEnd(limit: Int) throws(FileError) -> [UInt8] {
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let result = block.withUnsafeMutableBytes { buffer -> Result<Int, FileError> in
        Result { () throws(FileError) in try read(into: buffer) }
      }
      let count = try result.get()
      if count == 0 { return content }
      guard content.count + count <= limit else { throw .tooLarge(limit: limit) }
      content += block[..<count]
    }
  }
}

/// What stands at a path.
package struct FileStatus: Sendable, Equatable {
  package enum Kind: Sendable, Equatable { case regular, folder, link, special }

  package var kind: Kind
  /// In bytes; 0 where it is unknown, as of a pipe and of files the kernel makes up.
  package var size: Int
  /// The same for all names of one file.
  package var identity: FileIdentity
  /// Who may do what, as chmod(1) has it; nil where it is unknown.
  package var permissions: Int?
  /// When its content was changed last; nil where it is unknown.
  package var changedAt: Timestamp?

  package init(
    kind: Kind, size: Int, identity: FileIdentity, permissions: Int? = nil, changedAt: Timestamp? = nil
  ) {
    self.kind = kind
    self.size = size
    self.identity = identity
    self.permissions = permissions
    self.changedAt = changedAt
  }
}

/// Which file it is, whatever its name: the file system's number and the file's number there.
package struct FileIdentity: Sendable, Hashable {
  package let device: UInt64
  package let number: UInt64

  package init(device: UInt64, number: UInt64) {
    self.device = device
    self.number = number
  }
}

/// A name in a folder.
package struct FolderEntry: Sendable, Equatable {
  package let name: [UInt8]
  /// Of a link, the link itself.
  package let kind: FileStatus.Kind
  /// Bytes of a regular file when the folder was read.
  package let size: Int

  package init(name: [UInt8], kind: FileStatus.Kind, size: Int = 0) {
    self.name = name
    self.kind = kind
    self.size = size
  }
}
