internal import Synchronization

/// Prints the code of an answer as it comes, without fences and the words around it: for generators, whose output goes into a
/// file.
final class CodePrinter: AnswerSink {
  private let printer: AnswerPrinter
  private let extractor = Mutex(CodeExtractor(.all))

  init(console: any Console) { printer = AnswerPrinter(console: console, reasoning: .hide) }

  func receive(_ event: StreamEvent) throws(ConsoleError) {
    guard case .text(let bytes) = event else { return }
    try pass(extractor.withLock { $0.feed(bytes) })
  }

  func flush() throws(ConsoleError) { try printer.flush() }

  /// Prints the rest.
  func finish() throws(ConsoleError) {
    try pass(extractor.withLock { $0.finish() })
    try printer.flush()
    try printer.finish()
  }

  private func pass(_ pieces: [CodeExtractor.Piece]) throws(ConsoleError) {
    for case .code(let bytes) in pieces { try printer.receive(.text(bytes)) }
  }
}
