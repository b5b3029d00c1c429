import LLMCommands
import LLMCore
import LLMTestKit
import Testing

/// Flags become a plain value; nothing is read.
@Suite struct TokensCommandTests {
  private struct ParseFailure: Error {}

  private static func invocation(_ arguments: String...) throws -> TokensInvocation {
    guard case .local(let command) = CommandLineEntry.parse(["tokens"] + arguments, version: "test"),
      let tokens = command as? TokensCommand
    else { throw ParseFailure() }
    return tokens.invocation
  }

  @Test func `paths alone need no parser, and mean the same`() {
    for arguments in [["a", "b"], ["-"], []] {
      guard case .local(let plain) = CommandLineEntry.parse(["tokens"] + arguments, version: "test") else {
        Issue.record("no command for \(arguments)")
        continue
      }
      #expect(!(plain is TokensCommand))
      let console = RecordingConsole()
      let tree = MemoryTree(texts: ["a": "one", "b": "two three"], input: "four")
      let context = LocalContext.sealed(tree: tree, console: console, time: ManualClock())
      #expect(CommandLineEntry.run(plain, in: context) == .complete)
      let parsed = RecordingConsole()
      guard case .local(let command) = CommandLineEntry.parse(["tokens", "-q"] + arguments, version: "test") else {
        Issue.record("refused \(arguments)")
        continue
      }
      let other = LocalContext.sealed(tree: tree, console: parsed, time: ManualClock())
      #expect(CommandLineEntry.run(command, in: other) == .complete)
      #expect(console.output == parsed.output)
      #expect(!console.output.isEmpty)
    }
  }

  @Test func `every flag lands in its place`() throws {
    let invocation = try Self.invocation(
      "-e", "cl100k_base", "--special", "allow", "--limit", "10K", "--budget", "5", "--json", "a", "-", "--", "-b")
    #expect(invocation.paths == ["a", "-", "-b"])
    #expect(invocation.encoding == "cl100k_base")
    #expect(invocation.special == .allow)
    #expect(invocation.limit == 10 << 10)
    #expect(invocation.budget == 5)
    #expect(invocation.printsJSON)
    #expect(invocation.task == .count(.inputs))
    #expect(try Self.invocation("-m", "gpt-4").model == "gpt-4")
  }

  @Test func `-e takes the path of a tokenizer, from the arguments to what is printed`() throws {
    let files = MemoryVocabularyFiles()
    let digits = Array("0123456789ABCDEF")
    let bytes = (0..<256).map { "\"<0x\(digits[$0 >> 4])\(digits[$0 & 15])>\":\($0)" }
    files["/model/tokenizer.json"] = Array(
      """
      {"model":{"type":"BPE","byte_fallback":true,"vocab":{\(bytes.joined(separator: ",")),"a":256,"b":257,"ab":258},\
      "merges":["a b"]}}
      """.utf8)
    files.addFolder("/model")
    let console = RecordingConsole()
    let context = LocalContext.sealed(
      tree: MemoryTree(texts: ["/a": "abb日"]), vocabularies: files, console: console, time: ManualClock())
    guard
      case .local(let command) = CommandLineEntry.parse(["tokens", "-e", "/model", "--ids", "/a"], version: "test")
    else { throw ParseFailure() }
    #expect(CommandLineEntry.run(command, in: context) == .complete)
    #expect(console.outputText == "258\n257\n230\n151\n165\n")
    #expect(console.notes.isEmpty)
  }

  @Test(
    arguments: [
      (["--tree"], .count(.tree(depth: .max))), (["--tree", "--depth", "2"], .count(.tree(depth: 2))),
      (["--top", "3"], .count(.top(3))), (["--ids"], .ids), (["--show"], .show),
      (["--truncate", "9"], .truncate(tokens: 9, keep: .start)),
      (["--truncate", "9", "--keep", "ends"], .truncate(tokens: 9, keep: .ends)),
      (["--split", "9", "--overlap", "2", "--output", "p"], .split(tokens: 9, overlap: 2, prefix: "p")),
      (["--diff", "A...B"], .change(ChangeRange("A...B", isStaged: false))),
      (["--staged"], .change(ChangeRange(nil, isStaged: true))), (["--chat"], .chat),
    ] as [([String], TokensInvocation.Task)])
  func `each task has its flag`(flags: [String], task: TokensInvocation.Task) throws {
    guard case .local(let command) = CommandLineEntry.parse(["tokens"] + flags, version: "test") else {
      Issue.record("refused \(flags)")
      return
    }
    #expect((command as? TokensCommand)?.invocation.task == task)
  }

  @Test(arguments: [
    ["-e", "x", "-m", "y"], ["--tree", "--ids"], ["--show", "--json"], ["--depth", "1"], ["--keep", "end"],
    ["--overlap", "1"], ["--output", "p"], ["--split", "2", "--overlap", "2"], ["--split", "0"], ["--top", "0"],
    ["--truncate", "-1"], ["--budget", "-1"], ["--ids", "--budget", "5"], ["--diff", "A..B", "--staged"],
    ["--diff", "A", "--limit", "5"], ["--chat", "--limit", "5"], ["--chat", "--special", "allow"],
    ["--split", "5", "--output", "p", "--json"], ["--limit", "x"], ["--limit", "-1"], ["--limit", "1T"],
    ["--truncate", "3", "--special", "refuse"], ["--diff", "A", "--budget", "4"],
  ])
  func `what makes no sense is refused`(flags: [String]) {
    guard case .mistake(let error, _) = CommandLineEntry.parse(["tokens"] + flags, version: "test") else {
      Issue.record("accepted \(flags)")
      return
    }
    #expect(error.exitCode == .usage)
  }

  @Test(arguments: [("0", 0), ("1", 1), ("1k", 1024), ("2M", 2 << 20), ("3G", 3 << 30)])
  func `bytes have suffixes`(text: String, bytes: Int) { #expect(ByteCount(argument: text)?.bytes == bytes) }

  @Test(arguments: ["", "K", "1KB", "+1", "1.5M", "9999999999999999999", "9999999999G"])
  func `what is no number of bytes is refused`(text: String) { #expect(ByteCount(argument: text) == nil) }
}
