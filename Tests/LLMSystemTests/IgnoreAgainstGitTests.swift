import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// What is left out of a folder is what git leaves out.
@Suite(.serialized) struct IgnoreAgainstGitTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try Self.git(folder.path, ["init", "-q"])
  }

  /// What a git command prints in a folder, split at NULs. No settings of the user's own are read.
  @discardableResult
  private static func git(_ folder: String, _ arguments: [String]) throws -> [[UInt8]] {
    let program = try LivePrograms().start(
      "git", (["-C", folder, "-c", "core.excludesFile=/dev/null"] + arguments).map { Array($0.utf8) },
      environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"])
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try block.withUnsafeMutableBytes { try program.read(into: $0) }
      if count == 0 { break }
      output += block[..<count]
    }
    #expect(program.finish().status == 0)
    return output.split(separator: 0).map { Array($0) }
  }

  /// The paths that llmctl counts in a folder, relative to it.
  private static func counted(_ path: String) throws -> Set<[UInt8]> {
    let console = RecordingConsole()
    let context = LocalContext(
      environment: Environment([:]), files: LiveFiles(), tree: LiveTree(),
      vocabularies: LiveVocabularyFiles(), console: console, time: LiveTime(), workers: LiveWorkers(),
      programs: LivePrograms())
    var invocation = TokensInvocation()
    invocation.paths = [path]
    invocation.printsJSON = true
    _ = try TokensRun(context: context, reporter: Reporter(console: console)).run(invocation)
    let files = try JSONReader.parse(console.output)["inputs"]?.elements?.first?["files"]?.elements ?? []
    return Set(files.compactMap { $0["path"]?.text }.map { Array($0.utf8.dropFirst(path.utf8.count + 1)) })
  }

  private func compare(_ comment: String) throws {
    let expected = Set(try Self.git(folder.path, ["ls-files", "-o", "-z", "--exclude-standard"]))
    let counted = try Self.counted(folder.path)
    let surplus = counted.subtracting(expected).map { String(decoding: $0, as: UTF8.self) }.sorted()
    let missing = expected.subtracting(counted).map { String(decoding: $0, as: UTF8.self) }.sorted()
    #expect(surplus == [], "git ignores these, with \(comment)")
    #expect(missing == [], "git has these, with \(comment)")
  }

  private static let names = [
    "a", "b", "ab", "abc", "a.c", "b.c", "a b", "a ", "#a", "!a", "a\\b", "[a]", "a*", "é", "foo", "build", "x.log",
    "-",
    ".hidden", "A", "1", "a^b", "dir.c",
  ]

  /// Folders two levels deep with files of all names.
  private func makeTree() throws {
    for name in Self.names { try folder.write(name, name) }
    for outer in ["foo.d", "a.d", "build.d", "dir.c.d"] {
      for name in Self.names { try folder.write("\(outer)/\(name)", name) }
      for inner in ["foo.d", "b.d", "x"] {
        for name in ["a", "b.c", "a b", "foo", "x.log", "build"] {
          try folder.write("\(outer)/in-\(inner)/\(name)", name)
        }
      }
    }
  }

  private static let rules = [
    "*.c", "/a", "a/", "foo.d/", "foo.d/*", "foo.d/**", "**/a", "**/in-foo.d/a", "foo.d/**/a", "**", "*", "!a",
    "*\n!a.d/\n!*.c",
    "foo.d/\n!foo.d/a", "/*\n!/foo.d", "a\\ ", "a ", "a  b", "\\#a", "\\!a", "#a", "[a]", "\\[a\\]", "[!a]", "[^a]",
    "[a-c]",
    "[]a]", "[a", "a[", "\\", "a\\", "a\\\\b", "?", "??", "a?c", "*b*", "a**", "**a", "a**b", "**/", "/**", "/", "//",
    "a//",
    "foo.d//a", "in-*/a", "/in-foo.d", "in-foo.d/a", "foo.d/in-foo.d/a", "foo.d/*/a", "*/a", "*/*/a", "fo**/a",
    "foo.d**/a",
    "[[:alpha:]]", "[[:alpha:]]*", "[[:digit:]]", "[[:nope:]]", "[[:upper:]-]", "[a\\]]", "[\\!a]", "[a-]", "[-a]",
    "[--a]",
    "a\r\nb\r\n", "\u{FEFF}a", "é", "\\é", "[é]", "*é*", "a/b/", " a", "\t", "!", "!!a", "\\!a\n!a", "*.d/in-*",
    "**/b.c\n!a.d/b.c",
  ]

  @Test func `a rule means what it means to git`() async throws {
    try await OwnThread.run {
      try makeTree()
      for rule in Self.rules {
        try folder.write(".gitignore", rule)
        try compare(rule.debugDescription)
      }
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `random rules in several files mean what they mean to git`(seed: UInt64) async throws {
    try await OwnThread.run {
      try makeTree()
      var random = SeededRandom(seed: seed)
      for _ in 0..<60 { try compareRandomRules(&random) }
    }
  }

  private func compareRandomRules(_ random: inout SeededRandom) throws {
    var comment = ""
    for file in [".gitignore", "foo.d/.gitignore", "foo.d/in-b.d/.gitignore", "a.d/.gitignore", ".git/info/exclude"] {
      let rules = (0..<random.below(5)).map { _ in Self.randomRule(&random) }.joined(separator: "\n")
      try folder.write(file, rules)
      comment += "\(file): \(rules.debugDescription); "
    }
    try compare(comment)
  }

  private static func randomRule(_ random: inout SeededRandom) -> String {
    let parts = [
      "a", "b", "c", "foo", ".d", "in-", "*", "**", "?", "/", "/", "[a-c]", "[!a]", "[[:alpha:]]", "\\", ".", " ",
      "x.log",
      "build", "é", "**/", "/**", "-", "]", "[", "^",
    ]
    var rule = random.below(4) == 0 ? "!" : ""
    for _ in 0...random.below(5) { rule += parts[random.below(parts.count)] }
    return rule + (random.below(5) == 0 ? "/" : "")
  }
}
