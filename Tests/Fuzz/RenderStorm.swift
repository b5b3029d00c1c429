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
    if arguments.count == 2, let stream = StormInput.bytes(hexadecimal: arguments[1]) {
      _ = stream.withUnsafeBufferPointer { fuzzRender($0.baseAddress, $0.count) }
      puts("nothing but what may be written")
      return
    }
    guard arguments.count == 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      puts("usage: render-storm COUNT SEED, or render-storm HEXADECIMAL")
      exit(64)
    }
    StormInput.tellWhatTraps()
    var (random, bytes) = (SeededRandom(seed: seed), 0)
    let start = ContinuousClock().now
    for number in 0..<count {
      let stream = stream(&random)
      bytes += stream.count
      StormInput.current = stream
      _ = stream.withUnsafeBufferPointer { fuzzRender($0.baseAddress, $0.count) }
      if number % 100_000 == 99_999 { puts("\(number + 1) streams") }
    }
    let seconds = (ContinuousClock().now - start).components.seconds
    puts("\(count) streams, \(bytes) bytes, \(seconds) s, seed \(seed): nothing but what may be written")
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
