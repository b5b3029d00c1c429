internal import Glibc
internal import LLMCore

/// A file descriptor that somebody else owns.
struct Descriptor {
  private let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Reads to the end, with a buffer that grows with what comes.
  func readToEnd(limit: Int) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 256 << 10)
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
