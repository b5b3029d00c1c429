internal import Glibc
internal import LLMCore

/// A file descriptor that somebody else owns.
struct Descriptor: Sendable {
  private let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Whether reading would not block.
  var isReady: Bool {
    var descriptor = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0
  }

  /// Whether it is certain, without reading, that nothing will come: the null device, or a pipe whose writers are gone
  /// and that is empty.
  var isAtEnd: Bool {
    var status = stat()
    var null = stat()
    guard fstat(number, &status) == 0 else { return false }
    if status.st_mode & S_IFMT == S_IFCHR {
      return stat("/dev/null", &null) == 0 && status.st_rdev == null.st_rdev
    }
    var descriptor = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    guard status.st_mode & S_IFMT == S_IFIFO, poll(&descriptor, 1, 0) > 0 else { return false }
    return descriptor.revents & Int16(POLLIN) == 0 && descriptor.revents & Int16(POLLHUP) != 0
  }

  /// Reads to the end. `expected` is how much will probably come: most files are small, and a large block costs more than
  /// reading them.
  func readToEnd(limit: Int, expected: Int = 64 << 10) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: min(max(expected + 1, 4 << 10), 256 << 10))
    while true {
      let count = block.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
      if count == 0 { return result }
      if count < 0 {
        switch errno {
        case EINTR: continue
        case EAGAIN:
          var descriptor = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
          poll(&descriptor, 1, -1)
        // A process started with standard input closed has nothing to read.
        case EBADF where number == STDIN_FILENO: return []
        case let code: throw LiveFiles.error(code)
        }
        continue
      }
      guard result.count + count <= limit else { throw .tooLarge(limit: limit) }
      result += block[..<count]
    }
  }
}
