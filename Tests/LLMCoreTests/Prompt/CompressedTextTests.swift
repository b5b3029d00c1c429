import LLMTestKit
import Testing

@testable import LLMCore

/// What is left out of a prompt, and what never is.
@Suite struct CompressedTextTests {
  private func compressed(_ text: String, _ kind: ContentKind = .prose) -> String {
    CompressedText(text, kind: kind).text
  }

  @Test func `blanks at the ends of lines and rows of empty lines go`() {
    #expect(compressed("a  \t\n\n\n \nb\r\n") == "a\n\nb\n")
    #expect(compressed("a  \n\n\n\nb", .plain) == "a\n\nb")
  }

  @Test func `blanks within a line of prose become one, those at its start stay`() {
    #expect(compressed("| a    | b \t c |") == "| a | b c |")
    #expect(compressed("  - a  b") == "  - a b")
    #expect(compressed("    let x   = 1") == "    let x   = 1")
    #expect(compressed("see `a  b`  now") == "see `a  b`  now")
    #expect(compressed("a    b", .plain) == "a    b")
  }

  @Test func `code between fences keeps all but blanks at the ends of its lines`() {
    let text = "x\n\n\n```swift\nlet a  = 1  \n\n\n\nlet b = 2\nq\nq\nq\nq\nq\n```\n\n\ny"
    #expect(compressed(text) == "x\n\n```swift\nlet a  = 1\n\n\n\nlet b = 2\nq\nq\nq\nq\nq\n```\n\ny")
    #expect(compressed("~~~~\n```\na  b\n~~~\nc  d\n~~~~\ne  f") == "~~~~\n```\na  b\n~~~\nc  d\n~~~~\ne f")
    #expect(compressed("```\na  b\n\n\nc  d") == "```\na  b\n\n\nc  d")
  }

  @Test func `lines that are repeated are told once`() {
    #expect(compressed("a\nx\nx\nx\nx\nx\nb", .plain) == "a\nx\n[… the line above 4 times more …]\nb")
    #expect(compressed("x\nx\nx\nb", .plain) == "x\nx\nx\nb")
  }

  @Test func `code keeps its lines and their indentation`() {
    let text = "def f():\n\tx = '''\n\n\n  a   b\n'''\n    return x  \n"
    #expect(compressed(text, .code) == "def f():\n\tx = '''\n\n\n  a   b\n'''\n    return x\n")
  }

  @Test func `a diff stays as it is`() {
    let text = "@@ -1,3 +1,3 @@\n a  \n \n \n-b  \n+b\n"
    #expect(compressed(text, .diff) == text)
  }

  @Test func `JSON loses the blanks between its tokens and nothing else`() {
    let text = "{\n  \"a b\": [1.0,  2e+5, \"x  \\\" \\\\\" ],\n\t\"c\" : null\n}\n"
    #expect(compressed(text, .json) == #"{"a b":[1.0,2e+5,"x  \" \\"],"c":null}"#)
  }

  @Test func `a licence in front of code goes, what is said of the program stays`() {
    let licence = "// Copyright 2020\n//\n// Licensed under the X License.\n// No warranty.\n"
    let rest = "//\n// Sorts things.\n\nint x;\n"
    #expect(compressed(licence + rest, .code) == "// [… licence left out …]\n" + rest)
    #expect(
      compressed("#!/bin/sh\n# Copyright\n# a\n# b\necho\n", .code) == "#!/bin/sh\n# [… licence left out …]\necho\n")
    #expect(compressed("/*\n * SPDX-License: MIT\n */\nint x;\n", .code) == "/* [… licence left out …] */\nint x;\n")
    for text in [
      "/* Copyright\n * a\n *\n * Sorts things.\n */\nint x;\n", "// one\n// two\n// three\nint x;\n",
      "#include \"license.h\"\n#include \"b.h\"\n#include \"c.h\"\nint x;\n", "// Copyright me\nint x;\n",
      "/* Copyright\n a\n b\n", "int x;\n// Copyright\n// a\n// b\n",
    ] {
      #expect(compressed(text, .code) == text)
    }
  }

  private static let kinds: [(text: String, name: String?, kind: ContentKind)] = [
    ("{\"a\": 1}", "x.json", .json), ("{\"a\": 1}", nil, .json), ("{nope", "x.json", .code),
    ("# Hi", "README.md", .prose), ("x = 1", "a.py", .code), ("x", "a.patch", .diff),
    ("diff --git a/b b/b\n", nil, .diff), ("--- a\n+++ b\n", "x.txt", .diff),
    ("if (x) {\n  y();\n}\n", nil, .code), ("one two\nthree four\nfive\nsix\nseven", nil, .plain),
    ("a", "dir.d/Makefile", .plain), ("a\tb", ".bashrc", .plain),
  ]

  @Test(arguments: Self.kinds.indices) func `what a text is taken for`(index: Int) {
    let (text, name, kind) = Self.kinds[index]
    #expect(ContentKind(of: text, name: name) == kind)
  }

  // MARK: Whatever the text is

  /// Texts made of what the rules look at.
  private static func texts() -> [String] {
    var generator = SeededRandom(seed: 11)
    let pieces = [
      "a", "b  c", "  ", "\t", "\n", "\n", "\n\n\n", "\r\n", "```", "\n```swift\n", "~~~", "`", "x\nx\nx\nx\nx\n", "é😀",
      "\u{301}",
      "// Copyright\n// a\n// b\n", "#", "{\"k\": [1, 2]}", "\n[… the line above 4 times more …]", "*/",
      "/*\n licence\n*/\n", "> ", "|",
    ]
    return (0..<3000).map { _ in
      (0..<generator.below(14)).map { _ in generator.pick(pieces) }.joined()
    }
  }

  @Test(arguments: ContentKind.allCases) func `compressing twice changes nothing more`(kind: ContentKind) {
    for text in Self.texts() {
      let once = compressed(text, kind)
      #expect(compressed(once, kind) == once, "\(text.debugDescription)")
    }
  }

  @Test(arguments: ContentKind.allCases) func `where nothing is told in other words, only blanks change`(
    kind: ContentKind
  ) {
    func solid(_ text: String) -> [UInt8] { text.utf8.filter { $0 > 0x20 } }
    for text in Self.texts() {
      let short = compressed(text, kind)
      guard !short.contains("…") else { continue }
      #expect(solid(short) == solid(text), "\(text.debugDescription)")
      #expect(short.utf8.count <= text.utf8.count)
    }
  }
}
