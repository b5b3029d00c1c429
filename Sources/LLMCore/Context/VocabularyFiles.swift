/// The files that tokenizers of models are read from, and the compiled forms that are kept of them.
package protocol VocabularyFiles: Sendable {
  /// Opens a file for reading at any place. Throws `FileError`; `.isDirectory` for a folder.
  func open(_ path: RawPath) throws(FileError) -> any SourceFile

  /// The path from the root on, with links followed as far as they lead; the path itself where that is not possible.
  func absolute(_ path: RawPath) -> RawPath

  /// The names in a folder, in no order. Throws `FileError`.
  func names(in folder: RawPath) throws(FileError) -> [[UInt8]]

  /// Maps a file of ours into memory; nil when there is none that is ours alone to write.
  func map(_ path: RawPath) -> (any MappedBytes)?

  /// Puts a file in a folder that is made if need be, both for the user alone. A reader sees the old content or the new,
  /// never a part. Throws `FileError`.
  func replace(_ path: RawPath, in folder: RawPath, with content: [UInt8]) throws(FileError)
}

/// An open file that is read in parts.
package protocol SourceFile: AnyObject, Sendable {
  /// What tells this content of the file from another.
  var identity: ContentIdentity { get }

  /// Whether the last change was so long before the file was opened that one after it has another time: the clock of files
  /// ticks in hundredths of a second, that of some file systems in two seconds.
  var isSettled: Bool { get }

  /// So many bytes from an offset on, fewer only where the file ends. Throws `FileError`.
  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8]
}

/// Bytes that stay where they are, unchanged, as long as the object lives.
package protocol MappedBytes: AnyObject, Sendable {
  var bytes: UnsafeRawBufferPointer { get }
}

/// What changes when a file's content does. The time of the last change of state cannot be set back as that of the content
/// can, so a file that was exchanged for another of the same size and time is told apart too.
package struct ContentIdentity: Sendable, Equatable {
  package var device: UInt64
  package var inode: UInt64
  /// Bytes.
  package var size: Int
  /// Nanoseconds since 1970.
  package var contentTime: Int
  package var stateTime: Int

  package init(device: UInt64, inode: UInt64, size: Int, contentTime: Int, stateTime: Int) {
    (self.device, self.inode, self.size) = (device, inode, size)
    (self.contentTime, self.stateTime) = (contentTime, stateTime)
  }
}
