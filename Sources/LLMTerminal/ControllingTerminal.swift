internal import Glibc
package import LLMCore

/// The terminal that controls this process, whatever its standard streams are: where a person is asked.
package final class ControllingTerminal {
  private let descriptor: Int32

  /// Longer lines are none that somebody types or pastes; bytes. Kernels give out edited lines of up to 4096.
  private static let longestLine = 4096
  /// How long it takes at most until a cancelled task is noticed, in milliseconds.
  private static let patience: Int32 = 50

  /// Nil where nothing controls the process.
  package init?() {
    descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Reads a line that nobody sees, right into the memory of a secret. Nil for its end, and when the task is cancelled.
  package func readHidden(_ prompt: SafeText) -> Secret? {
    guard HiddenEcho.begin(on: descriptor) else { return nil }
    defer { HiddenEcho.putBack() }
    write(prompt.text)
    defer { write("\n") }
    var isEntered = false
    let secret = Secret(capacity: Self.longestLine) { room in
      var line = HiddenLine()
      while let byte = nextByte(prompt) {
        switch line.take(byte, into: room) {
        case .goOn: continue
        case .suspend: suspend(prompt)
        case .end: return 0
        case .entered:
          isEntered = true
          return line.count
        }
      }
      return 0
    }
    return isEntered ? secret : nil
  }

  /// Reads a line that the terminal itself edits and shows.
  package func readShown(_ prompt: SafeText) -> String? {
    write(prompt.text)
    var line: [UInt8] = []
    while let byte = nextByte(nil) {
      if byte == 0x0A || byte == 0x0D { return String(decoding: line, as: UTF8.self) }
      if line.count < Self.longestLine { line.append(byte) }
    }
    write("\n")
    return nil
  }

  /// Waits for a byte. Nil at the end of the input, and when the task is cancelled.
  ///
  /// - Parameter prompt: of a hidden line, to be shown again after a stop.
  private func nextByte(_ prompt: SafeText?) -> UInt8? {
    while !Task.isCancelled {
      if let prompt {
        guard let isRenewed = HiddenEcho.renew(on: descriptor) else { return nil }
        if isRenewed { write(prompt.text) }
      }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, Self.patience) > 0 else { continue }
      var byte: UInt8 = 0
      switch read(descriptor, &byte, 1) {
      case 1: return byte
      case ..<0 where errno == EINTR || errno == EAGAIN: continue
      default: return nil
      }
    }
    return nil
  }

  /// Stops as Ctrl-Z in a shell does; going on shows the question again.
  private func suspend(_ prompt: SafeText) {
    HiddenEcho.suspended {
      write("\n")
      StopSignal.raise()
    }
  }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
