internal import Synchronization

/// Prints the code of an answer as it comes, without fences and the words around it: for generators, whose output goes into a
/// file.
final class CodePrinter: AnswerSink {
  private struct State {
    var extractor = CodeExtractor(.all)
    var pending: [UInt8] = []
    var sanitizer = StreamingSanitizer()
    var lastByte: UInt8?
  }

  private let console: any Console
  private let state = Mutex(State())

  init(console: any Console) { self.console = console }

  func receive(_ event: StreamEvent) throws(ConsoleError) {
    guard case .text(let bytes) = event else { return }
    state.withLock { state in Self.keep(state.extractor.feed(bytes), &state) }
  }

  func flush() throws(ConsoleError) {
    let code = state.withLock { state in
      defer { state.pending = [] }
      state.lastByte = state.pending.last ?? state.lastByte
      return console.outputIsTerminal ? Array(state.sanitizer.sanitize(state.pending).text.utf8) : state.pending
    }
    if !code.isEmpty { try console.write(code) }
  }

  /// Prints the rest.
  func finish() throws(ConsoleError) {
    state.withLock { state in Self.keep(state.extractor.finish(), &state) }
    try flush()
    let needsNewline = state.withLock { console.outputIsTerminal && $0.lastByte != nil && $0.lastByte != 0x0A }
    if needsNewline { try console.write([0x0A]) }
  }

  private static func keep(_ pieces: [CodeExtractor.Piece], _ state: inout State) {
    for case .code(let bytes) in pieces { state.pending += bytes }
  }
}
