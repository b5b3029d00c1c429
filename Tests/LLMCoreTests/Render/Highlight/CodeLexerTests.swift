import LLMCore
import LLMTestKit
import Testing

@Suite struct CodeLexerTests {
  /// One name of each language.
  static let languages = [
    "c", "console", "cpp", "csharp", "css", "diff", "dockerfile", "elixir", "go", "haskell", "html", "ini", "java",
    "js",
    "json", "kotlin", "lua", "makefile", "php", "python", "ruby", "rust", "scss", "sh", "sql", "swift", "toml", "tsx",
    "ts",
    "yaml", "zig",
  ]

  @Test(arguments: [
    ("swift", "let"), ("SWIFT", "let"), ("py title=\"x\"", "def"), ("  python  ", "def"),
    ("{.python .numberLines}", "def"),
    ("{python}", "def"), ("python{1,3-5}", "def"), ("c++", "template"), ("C#", "namespace"), ("cs", "namespace"),
    ("rust,ignore", "fn"), ("language-js", "const"), ("lang-ts", "const"), ("ts:src/a.py", "interface"),
    ("src/main.go", "func"), ("Dockerfile", "RUN"), ("docker/Dockerfile", "RUN"), ("build/Makefile", "include"),
    ("file.test.tsx", "const"), ("jsx\n", "const"), ("objc", "if"), ("postgresql", "SELECT"), ("zsh", "if"),
    ("golang", "func"), ("kt", "fun"), ("hs", "where"), ("ex", "defmodule"), ("mjs", "const"), ("h", "if"),
  ])
  func `a fence's info string names the language`(_ infoString: String, _ keyword: String) throws {
    var lexer = try #require(CodeLexer(language: infoString))
    let spans = lexer.spans(of: Array(keyword.utf8))
    #expect(spans == [CodeSpan(range: 0..<keyword.utf8.count, kind: .keyword)])
  }

  @Test(arguments: [
    "", " ", "text", "brainfuck", "{r, echo=TRUE}", "{}", ".", "python3000", "mermaid", ",js", "\u{301}js",
    String(repeating: "c", count: 10_000),
  ])
  func `an unknown language has no lexer`(_ infoString: String) { #expect(CodeLexer(language: infoString) == nil) }

  @Test(arguments: languages)
  func `a line end that comes along changes nothing`(_ language: String) throws {
    let plain = try lex(Self.sample, language) { $0 }
    #expect(try lex(Self.sample, language) { $0 + [0x0A] } == plain)
    #expect(try lex(Self.sample, language) { $0 + [0x0D, 0x0A] } == plain)
    #expect(try lex(Self.sample, language) { $0 + [0x0D] } == plain)
  }

  @Test(arguments: languages)
  func `spans go behind what an array holds`(_ language: String) throws {
    var lexer = try #require(CodeLexer(language: language))
    var all: [CodeSpan] = []
    for line in Self.sample { lexer.appendSpans(of: line, to: &all) }
    #expect(try lex(Self.sample, language) { $0 }.flatMap { $0 } == all)
  }

  @Test func `a copy goes on from where it was taken`() throws {
    var lexer = try #require(CodeLexer(language: "c"))
    _ = lexer.spans(of: Array("/* open".utf8))
    var copy = lexer
    #expect(copy.spans(of: Array("x */ 1".utf8)).map(\.kind) == [.comment, .number])
    #expect(lexer.spans(of: Array("y".utf8)).map(\.kind) == [.comment])
    #expect(copy.spans(of: Array("2".utf8)).map(\.kind) == [.number])
  }

  @Test func `letters beyond ASCII are words, whole`() throws {
    var lexer = try #require(CodeLexer(language: "python"))
    let line = Array("größe = \"日本\" # é".utf8)
    #expect(lexer.spans(of: line).map(\.range) == [8..<9, 10..<18, 19..<23])
  }

  @Test(arguments: languages, [UInt64](1...4))
  func `any bytes give spans in order, within the line, and the same again`(_ language: String, _ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let lines = (0..<200).map { _ in Self.randomLine(&random) }
    let spans = try lex(lines, language) { $0 }
    let spoilt = zip(lines, spans).filter { !Self.isOrderly($1, count: $0.count) }.map { line, _ in line }
    #expect(spoilt == [[UInt8]]())
    #expect(try lex(lines, language) { $0 } == spans)
  }

  @Test(arguments: languages)
  func `nesting without an end is borne`(_ language: String) throws {
    var lexer = try #require(CodeLexer(language: language))
    for piece in ["${`", "\\(\"", "#{\"", "$(\"", "f'''{", "/*", "<a>{", "<<A ", "{-", "[", "r#\"", "%w["] {
      let line = Array(String(repeating: piece, count: 500).utf8)
      for _ in 0..<3 {
        let spans = lexer.spans(of: line)
        #expect(spans.allSatisfy { $0.range.upperBound <= line.count })
      }
    }
  }

  /// From left to right, within the line, nothing empty or plain, and neighbours of a kind are one span.
  private static func isOrderly(_ spans: [CodeSpan], count: Int) -> Bool {
    let ranges = spans.map(\.range)
    return (ranges.last?.upperBound ?? 0) <= count && spans.allSatisfy { !$0.range.isEmpty && $0.kind != .plain }
      && zip(spans, spans.dropFirst()).allSatisfy { left, right in
        left.range.upperBound < right.range.lowerBound
          || (left.range.upperBound == right.range.lowerBound && left.kind != right.kind)
      }
  }

  private static let sample = [
    "# a \"b\" 'c", "let x = 'open /* \\", "  key: | # $x <<EOF", "  <script>`${a", "EOF */ \"\"\"", "@@ -1 +1 @@", "",
  ].map { Array($0.utf8) }

  private func lex(
    _ lines: [[UInt8]], _ language: String, _ change: ([UInt8]) -> [UInt8]
  ) throws -> [[CodeSpan]] {
    var lexer = try #require(CodeLexer(language: language))
    return lines.map { lexer.spans(of: change($0)) }
  }

  /// Pieces that open and close things in some language, and bytes that mean nothing anywhere.
  private static func randomLine(_ random: inout SeededRandom) -> [UInt8] {
    var line: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      if Bool.random(using: &random) {
        line += pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8
      } else {
        line.append(UInt8.random(in: 0...255, using: &random))
      }
    }
    // A line has no line end within it.
    return line.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
  }

  private static let pieces = [
    "\"", "'", "`", "\"\"\"", "'''", "/*", "*/", "//", "#", "--", "--[[", "[==[", "]==]", "]]", "{-", "-}", "${", "$(",
    "#{",
    "\\(", "{", "}", "(", ")", "[", "]", "<", ">", "</", "/>", "<script>", "</script>", "<style>", "<!--", "-->",
    "<![CDATA[",
    "<<EOF", "<<~A", "<<<X", "EOF", "A", "X", "r#\"", "\"#", "R\"x(", ")x\"", "f\"", "$\"", "@\"", "%w[", "/", "\\",
    ":", "=",
    ";", ",", ".", "..", "->", "::", "0x", "1e+", "1.", "@", "$", "$$", "$a$", "?>", "<?php", "|", "key: |", "- ", "  ",
    "\t",
    "@@ -1,9 +1 @@", "--- a", "+++ b", "=begin", "=end", "def ", "class ", "return ", "x", "LIMIT", "é", "0", "!", "%",
  ]
}
