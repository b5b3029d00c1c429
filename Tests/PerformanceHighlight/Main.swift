// Highlights code and says how fast, for whoever wants to know what a change of the lexers costs.
//
//   llmctl-bench-highlight speed LANGUAGE FILE…   bytes, spans and MB/s of the best of five passes over the files' lines
//   llmctl-bench-highlight worst                  for each language the slowest of many lines of a megabyte that repeat one
//                                                 piece: MB/s of it, and how many times longer a byte of it takes than a
//                                                 byte of the same line an eighth as long, which is 1 where time is linear
import Glibc
import LLMCore

@main
struct Main {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    switch words.first {
    case "speed" where words.count > 2: reportSpeed(of: words[2], files: words.dropFirst(2))
    case "worst": for language in languages { reportWorst(of: language) }
    default:
      say("llmctl-bench-highlight: speed LANGUAGE FILE… | worst")
      exit(64)
    }
  }

  private static let languages = [
    "c", "console", "cpp", "csharp", "css", "diff", "dockerfile", "elixir", "go", "haskell", "html", "ini", "java",
    "js",
    "json", "kotlin", "lua", "makefile", "php", "python", "ruby", "rust", "scss", "sh", "sql", "swift", "toml", "tsx",
    "ts", "yaml", "zig",
  ]

  private static let pieces = [
    "a", " ", "\t", "\"", "'", "`", "\\", "/", "/[", "/*", "{-", "#", "r#", "##\"", "\"#", "R\"", "R\"a(", ")a\"", "[=",
    "[==[",
    "]=", "--[", "$", "$a", "${", "$(", "#{", "\\(", "{", "{{", "}", "<", "</", "<a ", "<a>", "<!--", "<script", "&",
    "&a", "<<",
    "<<A ", "<<~A ", "<<<A ", "%w", "%w[", ".", "1.", "1e+", "0x", ":", "a:", "a: ", "- ", "? ", "|", "=", "a=", "a b",
    ";", "a;",
    ",", "-", "+", "@", "@@", "f'{", "\"\"\"", "'''", "?", "a!", "é", "\0", "!", "(", "$((", "a.b",
  ]

  private static func reportSpeed(of language: String, files: ArraySlice<String>) {
    let lines = files.flatMap { path in
      content(of: path).split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    }
    let bytes = lines.reduce(0) { $0 + $1.count + 1 }
    guard let (seconds, spans) = time(lines, language) else { return say("no lexer for \(language)") }
    say("\(language)  \(bytes) bytes  \(spans) spans  \(rate(bytes, seconds)) MB/s")
  }

  private static func reportWorst(of language: String) {
    let size = 1 << 20
    var worst = (name: "", seconds: 0.0, growth: 0.0)
    for piece in pieces {
      let unit = Array(piece.utf8)
      // Without a prompt or an instruction there would be nothing to read.
      let start: [String: String] = ["console": "$ ", "dockerfile": "RUN ", "makefile": "\t"]
      let prefix = Array((start[language] ?? "").utf8)
      func line(_ length: Int) -> [UInt8] { prefix + (0..<length).map { unit[$0 % unit.count] } }
      guard let long = time([line(size)], language), let short = time([line(size / 8)], language) else { continue }
      if long.seconds > worst.seconds { worst = (piece, long.seconds, long.seconds / short.seconds / 8) }
    }
    let growth = (worst.growth * 10).rounded() / 10
    say("\(language)  \(rate(size, worst.seconds)) MB/s  \(growth)  \(worst.name.debugDescription)")
  }

  /// Seconds of the best of five passes, each with a lexer of its own, and how many spans one found.
  private static func time(_ lines: [[UInt8]], _ language: String) -> (seconds: Double, spans: Int)? {
    guard let start = CodeLexer(language: language) else { return nil }
    var best = Double.infinity
    var count = 0
    for _ in 0..<5 {
      var lexer = start
      var spans: [CodeSpan] = []
      count = 0
      let duration = ContinuousClock().measure {
        for line in lines {
          spans.removeAll(keepingCapacity: true)
          lexer.appendSpans(of: line, to: &spans)
          count += spans.count
        }
      }
      best = min(best, duration / .seconds(1))
    }
    return (best, count)
  }

  private static func rate(_ bytes: Int, _ seconds: Double) -> Int { Int(Double(bytes) / seconds / 1e6) }

  private static func content(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else {
      say("cannot read \(path)")
      return []
    }
    defer { fclose(file) }
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { return result }
      result += piece[..<count]
    }
  }

  private static func say(_ line: String) {
    _ = Array("\(line)\n".utf8).withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }
}
