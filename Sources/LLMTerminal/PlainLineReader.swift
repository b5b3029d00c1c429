internal import Glibc
package import LLMCore
internal import Synchronization

/// Lines as they come, where there is nothing to edit with: from a pipe or a file, or on a terminal that cannot move its cursor
/// and edits lines by itself.
package final class PlainLineReader: LineReader {
  /// What was read and not given out; only the reader's thread touches it.
  private final class Owned: @unchecked Sendable {
    var bytes: [UInt8] = []
    var isAtEnd = false
  }

  private enum Step {
    case line(String)
    case end
    case woken
    case failed(Int32)
  }

  private let history: (any LineHistory)?
  private let thread: ReaderThread
  private let pipe: WakePipe
  private let owned = Owned()
  private let isReading = Mutex(false)

  /// Nil where the system refuses a thread.
  package convenience init?(history: (any LineHistory)? = nil) {
    guard let pipe = WakePipe(), let thread = ReaderThread() else { return nil }
    self.init(history: history, thread: thread, pipe: pipe)
  }

  init(history: (any LineHistory)?, thread: ReaderThread, pipe: WakePipe) {
    self.history = history
    self.thread = thread
    self.pipe = pipe
  }

  /// A draft cannot be shown for editing; it is kept, and goes before what is typed.
  package func read(_ prompt: LinePrompt, draft: String) async throws(LLMError) -> LineEntry {
    _ = pipe.receive()
    isReading.withLock { $0 = true }
    defer { isReading.withLock { $0 = false } }
    let result = await withTaskCancellationHandler {
      await thread.run { [self] in readEntry(prompt, draft) }
    } onCancel: {
      wake()
    }
    return try result.get()
  }

  package func wake() {
    isReading.withLock { isReading in
      if isReading { pipe.send(.wake) }
    }
  }

  private func readEntry(_ prompt: LinePrompt, _ draft: String) -> Result<LineEntry, LLMError> {
    let isTerminal = isatty(STDIN_FILENO) == 1
    if isTerminal {
      LiveTerminalModes.shared.restore()
      show(prompt.left.text)
    }
    var entry = draft
    while true {
      switch readLine() {
      case .woken:
        if isTerminal { show("\n") }
        return .success(.woken(draft: entry))
      case .failed(let code):
        return .failure(
          LLMError(.inputInvalid, "cannot read standard input", detail: String(cString: strerror(code))))
      case .end: return .success(entry.isEmpty ? .end : .text(DraftSyntax.content(of: entry)))
      case .line(let line): entry += line
      }
      switch DraftSyntax.continuation(of: entry) {
      case .none:
        if entry.contains(where: { !$0.isWhitespace }), isTerminal { history?.add(entry) }
        return .success(.text(DraftSyntax.content(of: entry)))
      case .replacingBackslash: entry = String(entry.unicodeScalars.dropLast()) + "\n"
      case .appending: entry += "\n"
      }
      if isTerminal { show("> ") }
    }
  }

  /// A line without its end; what stands behind the last line end is a line too.
  private func readLine() -> Step {
    var searched = 0
    while true {
      if let end = owned.bytes[searched...].firstIndex(of: 0x0A) {
        var line = owned.bytes[..<end]
        if line.last == 0x0D { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        owned.bytes.removeFirst(end + 1)
        return .line(text)
      }
      searched = owned.bytes.count
      if owned.isAtEnd {
        // On a terminal Ctrl-D ends one read, and the next may go on.
        owned.isAtEnd = false
        guard !owned.bytes.isEmpty else { return .end }
        defer { owned.bytes = [] }
        return .line(String(decoding: owned.bytes, as: UTF8.self))
      }
      if let step = readBytes() { return step }
    }
  }

  /// Waits for more bytes. Returns what ends the waiting otherwise.
  private func readBytes() -> Step? {
    var entries = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&entries, 2, -1) < 0, errno == EINTR {}
    if entries[1].revents != 0, pipe.receive().contains(.wake) { return .woken }
    guard entries[0].revents != 0 else { return nil }
    var block = [UInt8](repeating: 0, count: 64 << 10)
    let count = Glibc.read(STDIN_FILENO, &block, block.count)
    switch count {
    case 1...: owned.bytes += block[..<count]
    case 0: owned.isAtEnd = true
    // A terminal that is gone has ended.
    case _ where errno == EIO || errno == EBADF: owned.isAtEnd = true
    case _ where errno == EINTR || errno == EAGAIN: break
    default: return .failed(errno)
    }
    return nil
  }

  /// To the terminal that the person sees.
  private func show(_ text: String) {
    let descriptor = isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
