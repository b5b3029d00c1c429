// Random byte streams through the renderer, as many as asked for: FuzzRender's checks without a fuzzer's guidance, and without
// its cost. Half of the pieces that a stream is made of are noise, the others what terminals and Markdown are sensitive to.
//
//   render-storm COUNT SEED      prints the streams, bytes and seconds; ends with the stream in hexadecimal where a check fails
//   render-storm HEXADECIMAL     renders this stream again

internal import Glibc

@main enum RenderStorm {
  private static let fragments: [[UInt8]] = [
    "\u{1B}[31m", "\u{1B}[2J", "\u{1B}]8;;http://a\u{07}", "\u{1B}]52;c;aGk=\u{07}", "\u{1B}P", "\u{1B}\\", "\u{1B}",
    "\u{9B}", "\u{85}",
    "\r", "\r\n", "\n", "\n\n", "\t", "\u{0}", "\u{7F}", "\u{8}", "\u{202E}", "\u{200D}", "\u{FE0F}", "👩‍👩‍👧‍👦", "🇩🇪", "日本",
    "é", "e\u{301}", "한",
    "**", "*", "_", "__", "`", "``", "```", "```swift\n", "~~~", "~~", "# ", "## ", "> ", "- ", "1. ", "  ", "    ",
    "[", "](", ")", "![", "[^1]",
    "[^1]: ", "<b>", "</", "<!--", "-->", "|", "|-|-|\n", "| a | b |\n", "---\n", "===\n", "$", "$$\n", "\\(", "\\)",
    "\\", "&amp;", "&#x1b;", "http://",
    "www.", "<think>", "a", "word ", "x = 1\n", "\"", "'", "{", "}", "//", "/*", "*/", "#!",
  ].map { Array($0.utf8) }

  static func main() {
    let arguments = CommandLine.arguments
    if arguments.count == 2, let stream = bytes(hexadecimal: arguments[1]) {
      _ = stream.withUnsafeBufferPointer { fuzzRender($0.baseAddress, $0.count) }
      puts("nothing but what may be written")
      return
    }
    guard arguments.count == 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      puts("usage: render-storm COUNT SEED, or render-storm HEXADECIMAL")
      exit(64)
    }
    tellWhatTraps()
    var (random, bytes) = (SeededRandom(seed: seed), 0)
    let start = ContinuousClock().now
    for number in 0..<count {
      let stream = stream(&random)
      bytes += stream.count
      current = stream
      _ = stream.withUnsafeBufferPointer { fuzzRender($0.baseAddress, $0.count) }
      if number % 100_000 == 99_999 { puts("\(number + 1) streams") }
    }
    let seconds = (ContinuousClock().now - start).components.seconds
    puts("\(count) streams, \(bytes) bytes, \(seconds) s, seed \(seed): nothing but what may be written")
  }

  /// The stream that is being rendered.
  nonisolated(unsafe) private static var current: [UInt8] = []

  /// A failed check is a trap; what it was about is told before the process ends.
  private static func tellWhatTraps() {
    for number in [SIGILL, SIGTRAP, SIGSEGV] {
      signal(number) { number in
        let digits = Array("0123456789abcdef".utf8)
        var line = Array("failed with: ".utf8)
        for byte in RenderStorm.current { line += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        line.append(0x0A)
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  private static func bytes(hexadecimal text: String) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func stream(_ random: inout SeededRandom) -> [UInt8] {
    var stream = (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }
    let noise = Int.random(in: 0...3, using: &random)
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      if Int.random(in: 0...3, using: &random) < noise {
        for _ in 0..<Int.random(in: 1...6, using: &random) { stream.append(.random(in: 0...255, using: &random)) }
      } else {
        stream += fragments[Int.random(in: 0..<fragments.count, using: &random)]
      }
    }
    return stream
  }
}
