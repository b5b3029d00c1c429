internal import Glibc

/// A pipe that ends the waiting of a thread from any other.
final class WakePipe: Sendable {
  /// What the thread is told.
  enum Message: UInt8 {
    /// Stop reading.
    case wake = 119
    /// The terminal has another size.
    case resized = 114
    /// The process was stopped and goes on.
    case resumed = 99
  }

  /// To wait on for reading.
  let reading: Int32
  private let writing: Int32

  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    (reading, writing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(reading)
    close(writing)
  }

  func send(_ message: Message) {
    var byte = message.rawValue
    _ = write(writing, &byte, 1)
  }

  /// What was sent since the last call.
  func receive() -> [Message] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(reading, &bytes, bytes.count)
    return bytes.prefix(max(0, count)).compactMap(Message.init)
  }
}
