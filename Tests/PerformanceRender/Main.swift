import Glibc
import LLMCore

/// Renders a document as an answer that streams in, and prints how fast.
///
///   llmctl-bench-render FILE…     per file: bytes, seconds of CPU, bytes written, bytes of the rows alone
@main enum RenderBench {
  /// A network's read, about.
  static let pieceSize = 4096
  /// What is rendered for one measurement, about.
  static let measuredSize = 5_000_000

  static func main() {
    for path in CommandLine.arguments.dropFirst() {
      guard let document = read(path) else {
        puts("llmctl-bench-render: cannot read \(path)")
        exit(1)
      }
      let best = (0..<5).map { _ in repeated(document) }.min { $0.seconds < $1.seconds }
      guard let best else { continue }
      puts("\(document.count)\t\(best.seconds)\t\(best.written)\t\(best.rows)")
    }
  }

  /// As many times as make some megabytes, so that a short document is not measured by a millisecond. Seconds are those of one.
  private static func repeated(_ document: [UInt8]) -> (seconds: Double, written: Int, rows: Int) {
    let count = max(1, measuredSize / max(1, document.count))
    var result = run(document)
    for _ in 0..<(count - 1) { result.seconds += run(document).seconds }
    result.seconds /= Double(count)
    return result
  }

  /// The document in pieces, each followed by the frame that may be due: one in 33 ms, at the speed of a fast network.
  private static func run(_ document: [UInt8]) -> (seconds: Double, written: Int, rows: Int) {
    let pieces = stride(from: 0, to: document.count, by: pieceSize).map {
      Array(document[$0..<min($0 + pieceSize, document.count)])
    }
    let start = processorTime()
    var renderer = StreamRenderer(RenderOptions(columns: 80, rows: 24))
    var written = 0
    let clock = ContinuousClock()
    let beginning = clock.now
    for piece in pieces {
      renderer.receive(text: piece)
      written += renderer.frame(at: clock.now - beginning).count
    }
    written += renderer.finish().count
    let seconds = processorTime() - start
    var whole = StreamRenderer(RenderOptions(columns: 80, rows: 24))
    whole.receive(text: document)
    return (seconds, written, whole.finish().count)
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return content }
      content += buffer[..<count]
    }
  }
}
