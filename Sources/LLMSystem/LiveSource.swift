internal import Glibc
internal import LLMCore

/// An open file of this machine, or standard input.
final class LiveSource: ByteSource {
  let status: FileStatus

  private let descriptor: Int32
  private let isOwned: Bool

  /// Reads from a descriptor that somebody else closes.
  init(_ descriptor: Int32, status: FileStatus) {
    (self.descriptor, self.status, isOwned) = (descriptor, status, false)
  }

  /// Reads from a descriptor and closes it in the end.
  init(owning descriptor: Int32, status: FileStatus) {
    (self.descriptor, self.status, isOwned) = (descriptor, status, true)
  }

  deinit { if isOwned { close(descriptor) } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, -1)
      // A process started with standard input closed has nothing to read.
      case EBADF where descriptor == STDIN_FILENO: return 0
      case let code: throw LiveFiles.error(code)
      }
    }
  }
}
