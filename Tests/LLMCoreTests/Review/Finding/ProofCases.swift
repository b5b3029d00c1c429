@testable import LLMCore

extension ProofCase {
  private static let file = "src/login.swift"
  private static let query = "let query = \"SELECT * FROM users WHERE name = '\" + name + \"'\""

  private static func login(_ quote: String, _ line: Int? = nil) -> ClaimedFinding {
    ReviewFixture.claim(file, quote, line: line)
  }

  private static func store(_ quote: String, _ line: Int? = nil) -> ClaimedFinding {
    ReviewFixture.claim("src/store.py", quote, line: line)
  }

  /// Right code at right and wrong lines.
  static let lines: [ProofCase] = [
    ProofCase("the right line", login(query, 13), .stays(file, 13...13)),
    ProofCase("no line", login(query), .stays(file, 13...13)),
    ProofCase("a line too early", login(query, 12), .moves(file, 13...13)),
    ProofCase("a line too late", login(query, 14), .moves(file, 13...13)),
    ProofCase("a line of the old file", login(query, 913), .moves(file, 13...13)),
    ProofCase("a huge line", login(query, Int.max), .moves(file, 13...13)),
    ProofCase(
      "several lines", login("let rows = try database.run(query)\n    guard rows.count == 1", 14), .stays(file, 14...15)
    ),
    ProofCase(
      "the line is in the middle", login("guard rows.count == 1 else { return false }\n    return true\n  }", 16),
      .stays(file, 15...17)),
    ProofCase("the last of two alike", login("retry()", 43), .stays(file, 43...43)),
    ProofCase("the first of two alike", login("retry()", 41), .stays(file, 41...41)),
    ProofCase("nearer to the first", login("retry()", 38), .moves(file, 41...41)),
    ProofCase("nearer to the last", login("retry()", 50), .moves(file, 43...43)),
    ProofCase("between two alike", login("retry()", 42), .dropped(.ambiguousQuote)),
    ProofCase("two alike without a line", login("retry()"), .dropped(.ambiguousQuote)),
    ProofCase("two alike in a row", store("x = 1", 10), .stays("src/store.py", 10...10)),
    ProofCase("both of two alike", store("x = 1\n    x = 1", 9), .stays("src/store.py", 9...10)),
    ProofCase("a brace at its line", login("}", 17), .stays(file, 17...17)),
    ProofCase("a brace somewhere", login("}", 30), .dropped(.ambiguousQuote)),
    ProofCase("a brace without a line", login("}"), .dropped(.ambiguousQuote)),
    ProofCase("context of a hunk", login("struct Login {", 10), .stays(file, 10...10)),
    ProofCase(
      "context and change", login("let database: Database\n  func check(name: String)", 11), .stays(file, 11...12)),
  ]

  /// Quotes that are not copied to the letter.
  static let quotes: [ProofCase] = [
    ProofCase(
      "without indentation", login("guard rows.count == 1 else { return false }\nreturn true", 15),
      .stays(file, 15...16)),
    ProofCase(
      "with other indentation", login("\t\tguard rows.count == 1 else { return false }\n\t\treturn true", 15),
      .stays(file, 15...16)),
    ProofCase("with spaces behind", login("let rows = try database.run(query)   \n", 14), .stays(file, 14...14)),
    ProofCase(
      "with blank lines around", login("\n\n  let rows = try database.run(query)\n\n", 14), .stays(file, 14...14)),
    ProofCase("with a carriage return", login("let rows = try database.run(query)\r\n", 14), .stays(file, 14...14)),
    ProofCase("with spaces for a tab", login("    let tabbed = value", 60), .stays(file, 60...60)),
    ProofCase("formatted", login("work(a, b)", 42), .stays(file, 42...42)),
    ProofCase("joined to one line", login("call(first, second)", 61), .stays(file, 61...64)),
    ProofCase("cut to several lines", login("let rows =\n  try database\n  .run(query)", 14), .stays(file, 14...14)),
    ProofCase("part of a line", login("database.run(query)", 14), .stays(file, 14...14)),
    ProofCase("part of a word", login("atabase.run(quer", 14), .dropped(.quoteNotFound)),
    ProofCase("in a fence", login("```swift\nlet rows = try database.run(query)\n```", 14), .stays(file, 14...14)),
    ProofCase("in backticks", login("`let rows = try database.run(query)`", 14), .stays(file, 14...14)),
    ProofCase(
      "with marks of a diff",
      login("+    let rows = try database.run(query)\n+    guard rows.count == 1 else { return false }", 14),
      .stays(file, 14...15)),
    ProofCase(
      "with a removed line between",
      login("-  func old(name: String) -> Bool { true }\n+  func check(name: String) throws -> Bool {", 12),
      .stays(file, 12...12)),
    ProofCase(
      "with line numbers",
      login("14:     let rows = try database.run(query)\n15:     guard rows.count == 1 else { return false }", 14),
      .stays(file, 14...15)),
    ProofCase(
      "with numbers in columns", login("14 |     let rows = try database.run(query)", 14), .stays(file, 14...14)),
    ProofCase("with numbers and marks", login("14 +    let rows = try database.run(query)", 14), .stays(file, 14...14)),
    ProofCase(
      "escaped twice", store("def load(path):\\n    data = open(path).read()", 1), .stays("src/store.py", 1...2)),
    ProofCase(
      "one of three lines invented",
      login("let rows = try database.run(query)\n// checks the count\nguard rows.count == 1 else { return false }", 14),
      .stays(file, 14...15)),
    ProofCase(
      "a line left out",
      login(
        "func check(name: String) throws -> Bool {\n...\nlet rows = try database.run(query)\nguard rows.count == 1 else { return false }",
        12), .stays(file, 12...15)),
    ProofCase(
      "most lines invented", login("let rows = try database.run(query)\nfoo(bar)\nbar(foo)\nbaz(foo, bar)", 14),
      .dropped(.quoteNotFound)),
    ProofCase("letters changed", login("let rows = try database.Run(query)", 14), .dropped(.quoteNotFound)),
    ProofCase(
      "lines exchanged", login("guard rows.count == 1 else { return false }\nlet rows = try database.run(query)", 14),
      .dropped(.quoteNotFound)),
    ProofCase("across lines that were not shown", login("}\nfunc again() {", 18), .dropped(.quoteNotFound)),
    ProofCase("empty", login("", 13), .dropped(.emptyQuote)),
    ProofCase("only white space", login(" \n\t\r\n ", 13), .dropped(.emptyQuote)),
    ProofCase("an empty fence", login("```\n\n```", 13), .dropped(.quoteNotFound)),
    ProofCase(
      "all of the file",
      store(
        "def load(path):\n    data = open(path).read()\n    return eval(data)\n\ndef save(path, data):\n    # TODO: close the file\n    f = open(path, 'w')\n    f.write(data)\n    x = 1\n    x = 1",
        1), .stays("src/store.py", 1...10)),
    ProofCase(
      "more than all of the file",
      store("import os\ndef load(path):\n    data = open(path).read()\n    return eval(data)", 1),
      .stays("src/store.py", 1...3)),
    ProofCase("a NUL", login("let rows\0= try database.run(query)", 14), .dropped(.quoteNotFound)),
  ]

  /// Code that is not on the new side of the hunks.
  static let elsewhere: [ProofCase] = [
    ProofCase("a removed line", login("func old(name: String) -> Bool { true }", 12), .dropped(.oldSideOnly)),
    ProofCase(
      "a removed line with its mark", login("-  func old(name: String) -> Bool { true }", 12), .dropped(.oldSideOnly)),
    ProofCase("a removed line of another file", login("os.unlink(path)", 12), .dropped(.quoteNotFound)),
    ProofCase("surroundings", login("import Foundation", 3), .dropped(.outsideOfDiff)),
    ProofCase("code from nowhere", login("let password = \"hunter2\"", 13), .dropped(.quoteNotFound)),
    ProofCase("prose for a quote", login("The query is built by concatenation.", 13), .dropped(.quoteNotFound)),
  ]

  /// Files that the model names in its own way, and files that do not exist.
  static let files: [ProofCase] = [
    ProofCase(
      "with a prefix of diffs", ReviewFixture.claim("b/src/login.swift", query, line: 13), .stays(file, 13...13)),
    ProofCase(
      "with the old side's prefix", ReviewFixture.claim("a/src/login.swift", query, line: 13), .stays(file, 13...13)),
    ProofCase("with a dot", ReviewFixture.claim("./src/login.swift", query, line: 13), .stays(file, 13...13)),
    ProofCase(
      "absolute", ReviewFixture.claim("/home/me/project/src/login.swift", query, line: 13), .stays(file, 13...13)),
    ProofCase("in backticks", ReviewFixture.claim("`src/login.swift`", query, line: 13), .stays(file, 13...13)),
    ProofCase("with a line", ReviewFixture.claim("src/login.swift:13", query, line: 13), .stays(file, 13...13)),
    ProofCase("only its name", ReviewFixture.claim("login.swift", query, line: 13), .stays(file, 13...13)),
    ProofCase("its old path", ReviewFixture.claim("src/signin.swift", query, line: 13), .stays(file, 13...13)),
    ProofCase(
      "quoted as git does", ReviewFixture.claim("docs/a b.md", "Open the \"door\".", line: 1),
      .stays("docs/a b.md", 1...1)),
    ProofCase(
      "a name of two files, code of one", ReviewFixture.claim("store.py", "return eval(data)", line: 3),
      .moves("src/store.py", 3...3)),
    ProofCase(
      "invented, code of one file", ReviewFixture.claim("src/auth.swift", query, line: 13), .moves(file, 13...13)),
    ProofCase(
      "invented, code twice in a file", ReviewFixture.claim("src/auth.swift", "retry()", line: 43),
      .dropped(.unknownFile)),
    ProofCase(
      "invented, code of no file", ReviewFixture.claim("src/auth.swift", "let secret = 1", line: 1),
      .dropped(.unknownFile)),
    ProofCase("invented, a brace", ReviewFixture.claim("src/auth.swift", ")", line: 64), .dropped(.unknownFile)),
    ProofCase("empty", ReviewFixture.claim("", "let secret = 1", line: 1), .dropped(.unknownFile)),
    ProofCase("climbing", ReviewFixture.claim("../../etc/passwd", "root:x:0:0", line: 1), .dropped(.unknownFile)),
    ProofCase(
      "the wrong file of the change", ReviewFixture.claim(file, "return eval(data)", line: 3),
      .moves("src/store.py", 3...3)),
    ProofCase(
      "the wrong file, at the same line", ReviewFixture.claim("src/store.py", "retry()", line: 41),
      .dropped(.quoteNotFound)),
  ]
}
