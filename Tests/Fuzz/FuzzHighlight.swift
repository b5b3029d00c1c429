// Reads any bytes as code of a language that the first byte chooses. Spans must be in order, within their line and joined
// where they touch; a second lexer, and one that is copied on the way, must find the same.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzHighlight(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  guard var lexer = CodeLexer(language: languages[Int(first) % languages.count]) else { return 0 }
  let lines = input.dropFirst().split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
  var again = lexer
  for line in lines {
    let spans = lexer.spans(of: line)
    checkOrder(spans, count: line.count)
    var copy = again
    precondition(copy.spans(of: line + [0x0A]) == spans, "a line end shows")
    again = copy
  }
  return 0
}

private let languages = [
  "c", "console", "cpp", "csharp", "css", "diff", "dockerfile", "elixir", "go", "haskell", "html", "ini", "java", "js",
  "json", "kotlin", "lua", "makefile", "php", "python", "ruby", "rust", "scss", "sh", "sql", "swift", "toml", "tsx",
  "ts",
  "yaml", "zig",
]

private func checkOrder(_ spans: [CodeSpan], count: Int) {
  var last: CodeSpan?
  for span in spans {
    let end = last?.range.upperBound ?? 0
    precondition(span.range.lowerBound >= end, "spans overlap")
    precondition(!span.range.isEmpty && span.kind != .plain, "a span says nothing")
    precondition(last?.kind != span.kind || span.range.lowerBound > end, "neighbours of a kind are two")
    last = span
  }
  precondition(last?.range.upperBound ?? 0 <= count, "a span leaves its line")
}
