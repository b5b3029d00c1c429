internal import Glibc
package import LLMCore

/// The files of this machine that tokenizers are read from, and the compiled forms kept of them.
package struct LiveVocabularyFiles: VocabularyFiles {
  package init() {}

  package func open(_ path: RawPath) throws(FileError) -> any SourceFile {
    let descriptor = Glibc.open(path.cString, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw LiveFiles.error(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = LiveFiles.error(errno)
      close(descriptor)
      throw error
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      close(descriptor)
      throw kind == S_IFDIR ? .isDirectory : .failed("not a regular file")
    }
    return LiveSourceFile(descriptor, status)
  }

  package func absolute(_ path: RawPath) -> RawPath { (try? LiveTree().resolved(path)) ?? path }

  package func names(in folder: RawPath) throws(FileError) -> [[UInt8]] {
    try LiveTree().entries(of: folder).map(\.name)
  }

  package func map(_ path: RawPath) -> (any MappedBytes)? {
    let descriptor = Glibc.open(path.cString, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    // A file that others may write could change under us.
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o022 == 0, status.st_size > 0,
      let memory = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE | Int32(MAP_POPULATE), descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    return Mapping(UnsafeRawBufferPointer(start: memory, count: Int(status.st_size)))
  }

  package func replace(_ path: RawPath, in folder: RawPath, with content: [UInt8]) throws(FileError) {
    try AtomicFile.makeFolder(folder)
    try AtomicFile.replace(path, with: content, mode: 0o600)
  }
}

extension ContentIdentity {
  fileprivate init(_ status: stat) {
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
      contentTime: status.st_mtim.nanoseconds, stateTime: status.st_ctim.nanoseconds)
  }
}

extension timespec {
  /// Nanoseconds since 1970.
  fileprivate var nanoseconds: Int { tv_sec &* 1_000_000_000 &+ tv_nsec }
}

private final class LiveSourceFile: SourceFile {
  let identity: ContentIdentity
  let isSettled: Bool
  private let descriptor: Int32

  /// Nanoseconds between two changes that have different times on every file system (FAT's clock ticks in two seconds).
  private static let tick = 2_500_000_000

  init(_ descriptor: Int32, _ status: stat) {
    self.descriptor = descriptor
    identity = ContentIdentity(status)
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    isSettled = max(identity.contentTime, identity.stateTime) < now.nanoseconds - Self.tick
  }

  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    let count = max(0, min(count, identity.size - offset))
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      while read < count {
        let part = pread(descriptor, buffer.baseAddress.map { $0 + read }, count - read, off_t(offset + read))
        if part > 0 {
          read += part
        } else if part == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure != 0 { throw LiveFiles.error(failure) }
    return bytes
  }

  deinit { close(descriptor) }
}

private final class Mapping: MappedBytes, @unchecked Sendable {
  // The guard behind `@unchecked`: the memory can only be read.
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
