import LLMCore
import LLMTestKit
import Testing

/// Numbers, and what is said about them.
@Suite struct CountTaskTests {
  @Test func `one file is its number and how sure it is`() {
    let scene = TokensScene(["/a": "hello world"])
    #expect(scene.run("/a") == .complete)
    #expect(scene.console.outputText == "2 exact\n")
    #expect(scene.console.notes == [])
  }

  @Test func `standard input is counted where no path is given`() {
    let scene = TokensScene([:], input: "hello world")
    #expect(scene.run() == .complete)
    #expect(scene.console.outputText == "2 exact\n")
  }

  @Test func `a terminal without a path is misuse`() {
    let scene = TokensScene(MemoryTree(inputIsTerminal: true))
    #expect(scene.run() == .usage)
  }

  @Test func `several inputs are aligned, with their total`() {
    let scene = TokensScene(["/a": "hello world", "/long": String(repeating: "word ", count: 500)], input: "x")
    #expect(scene.run("/a", "/long", "-") == .complete)
    let lines = scene.console.outputText.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0] == "  2 exact  /a")
    #expect(lines[3].hasSuffix(" exact  total (o200k_base)"))
    #expect(Set(lines.map { $0.prefix { $0 != "e" }.count }).count == 1)
  }

  @Test func `standard input can be named once`() {
    #expect(TokensScene([:]).run("-", "-") == .usage)
  }

  @Test func `what cannot be read is named, and the rest counted`() {
    let tree = MemoryTree(texts: ["/a": "hello world"])
    tree[RawPath("/b")] = .unreadable(.notPermitted)
    let scene = TokensScene(tree)
    #expect(scene.run("/a", "/b", "/none") == .noInput)
    #expect(scene.console.outputText == "2 exact  /a\n2 exact  total (o200k_base)\n")
    #expect(
      scene.console.notes == ["warning: cannot read /b: permission denied", "warning: cannot read /none: no such file"])
  }

  @Test func `an estimate says so in every line, and what it rests on`() {
    let scene = TokensScene(["/a": String(repeating: "word ", count: 100), "/b": "x"])
    #expect(scene.run("/a", "/b") { $0.model = "claude-opus-4-5" } == .complete)
    let lines = scene.console.outputText.split(separator: "\n")
    #expect(lines.allSatisfy { $0.contains(" estimate ±15 %  ") })
    #expect(scene.console.notes.contains { $0.contains("not public") })
  }

  @Test func `an unknown model is looked for among the aliases, then refused`() {
    var scene = TokensScene(["/a": "hello world"])
    scene.environment = ["HOME": "/home"]
    scene.files = MemoryFiles(texts: ["/home/.config/llmctl/config.yaml": "aliases:\n  fast: openai/gpt-4o\n"])
    #expect(scene.run("/a") { $0.model = "fast" } == .complete)
    #expect(scene.run("/a") { $0.model = "fats" } == .usage)
    #expect(scene.console.notes.last?.contains("Did you mean 'fast'?") == true)
    #expect(scene.run("/a") { $0.encoding = "o200kbase" } == .usage)
    #expect(scene.run("/a") { $0.model = "text-davinci-003" } == .usage)
    #expect(scene.console.notes.last?.contains("p50k_base") == true)
  }

  @Test(arguments: [1, 2, 3, 5, 7, 1000])
  func `pieces of any size give the same number`(pieceSize: Int) {
    let text = String(repeating: "Zwölf Boxkämpfer 🥊 jagen\n\n  Viktor 東京 quer ", count: 40)
    let scene = TokensScene(MemoryTree(texts: ["/a": text], pieceSize: pieceSize))
    let whole = TokensScene(["/a": text])
    #expect(scene.run("/a") == .complete)
    #expect(whole.run("/a") == .complete)
    #expect(scene.console.output == whole.console.output)
  }

  @Test func `a limit cuts between characters and says so`() {
    let scene = TokensScene(["/a": "hello wörld"])
    #expect(scene.run("/a") { $0.limit = 8 } == .partial)
    let short = TokensScene(["/a": "hello w"])
    #expect(short.run("/a") { $0.limit = 7 } == .complete)
    #expect(scene.console.output == short.console.output)
    #expect(scene.console.notes == ["warning: /a is longer than the limit and was cut"])
  }

  @Test func `an endless device ends at the limit`() {
    let tree = MemoryTree([RawPath("/dev/zero"): .endless(0)])
    let scene = TokensScene(tree)
    #expect(
      scene.run("/dev/zero") {
        $0.limit = 100_000; $0.printsJSON = true
      } == .partial)
    #expect(scene.json?["inputs"]?.elements?.first?["bytes"]?.integer == 100_000)
    #expect(scene.json?["inputs"]?.elements?.first?["cut"]?.bool == true)
  }

  @Test func `a file that grows is counted as it was when it was opened`() {
    let tree = MemoryTree([RawPath("/log"): .growing(size: 11, Array("hello world and more".utf8))])
    let scene = TokensScene(tree)
    #expect(scene.run("/log") == .complete)
    #expect(scene.console.outputText == "2 exact\n")
  }

  @Test func `special tokens are text, and one note tells of them`() {
    let scene = TokensScene(["/a": "x <|endoftext|> y", "/b": "<|endofprompt|>"])
    #expect(scene.run("/b", "/a") == .complete)
    #expect(scene.console.notes.count == 1)
    #expect(scene.console.notes.first?.contains("/a spells the special token <|endoftext|>") == true)
  }

  @Test func `special tokens can be one token, or an error with its place`() {
    let scene = TokensScene(["/a": "x <|endoftext|>"])
    #expect(scene.run("/a") { $0.special = .allow } == .complete)
    #expect(scene.console.outputText == "3 exact\n")
    #expect(scene.run("/a") { $0.special = .refuse } == .dataError)
    #expect(scene.console.notes.last?.contains("<|endoftext|> at byte 2") == true)
  }

  @Test func `a budget that is kept is silent, one that is exceeded says by how much`() {
    let scene = TokensScene(["/a": "one two three four"])
    #expect(scene.run("/a") { $0.budget = 4 } == .complete)
    #expect(scene.console.notes == [])
    #expect(scene.run("/a") { $0.budget = 3 } == .gateFailed)
    #expect(scene.console.notes == ["warning: over the budget of 3 tokens by 1, exact"])
  }

  @Test func `an endless stream is given up at the budget`() {
    let scene = TokensScene(MemoryTree([RawPath("/dev/random"): .endless(0x61)]))
    #expect(scene.run("/dev/random") { $0.budget = 100 } == .gateFailed)
    #expect(scene.console.outputText.hasSuffix(" exact, at least\n"))
    #expect(scene.console.notes.first?.contains("at least") == true)
  }

  @Test func `JSON says all of it in one object`() {
    let scene = TokensScene(["/a": "hello world"], input: "x")
    #expect(scene.run("/a", "-") { $0.printsJSON = true } == .complete)
    #expect(scene.json?["version"]?.integer == 1)
    #expect(scene.json?["encoding"]?.text == "o200k_base")
    #expect(scene.json?["tokens"]?.integer == 3)
    #expect(scene.json?["exactness"]?.text == "exact")
    #expect(scene.json?["inputs"]?.elements?.map { $0["kind"]?.text } == ["file", "stdin"])
    let estimate = TokensScene(["/a": "hello world"])
    #expect(
      estimate.run("/a") {
        $0.printsJSON = true; $0.model = "gemini-2.5-pro"
      } == .complete)
    #expect(estimate.json?["exactness"]?.text == "estimate")
    #expect(estimate.json?["error_percent"]?.integer == 25)
  }

  @Test func `a reader that has gone is no failure, a full disk is`() {
    for (failure, code) in [(ConsoleError.closed, ExitCode.complete), (.failed("full"), .cannotCreate)] {
      let console = RecordingConsole(failure: failure)
      let context = LocalContext.sealed(
        tree: MemoryTree(texts: ["/a": "x"]), console: console, time: ManualClock())
      var invocation = TokensInvocation()
      invocation.paths = ["/a"]
      let run = TokensRun(context: context, reporter: Reporter(console: console))
      do throws(LLMError) {
        #expect(try run.run(invocation) == code)
      } catch {
        #expect(error.exitCode == code)
      }
    }
  }
}

/// The bar on the terminal.
@Suite struct CountProgressTests {
  /// A clock that is later at every look.
  private struct FastClock: TimeSource {
    let clock = ManualClock()
    func monotonic() -> Duration {
      clock.advance(by: .milliseconds(200))
      return clock.monotonic()
    }
    func now() -> Timestamp { clock.now() }
    func sleep(until deadline: Duration) async throws {}
  }

  @Test func `a long count shows how far it is and takes it away`() {
    var scene = TokensScene(
      MemoryTree(texts: ["/a": String(repeating: "word ", count: 200_000)]), isTerminal: true)
    scene.time = FastClock()
    #expect(scene.run("/a") == .complete)
    #expect(scene.console.progress.count > 2)
    #expect(scene.console.progress.last == .some(nil))
    #expect(scene.console.progress.compactMap { $0 }.allSatisfy { $0.contains("%") && $0.count <= 60 })
  }

  @Test func `nothing of it in a pipe, with -q, or where it is quick`() {
    var pipe = TokensScene(["/a": String(repeating: "word ", count: 200_000)])
    pipe.time = FastClock()
    #expect(pipe.run("/a") == .complete)
    #expect(pipe.console.progress.isEmpty)
    var quiet = TokensScene(
      MemoryTree(texts: ["/a": String(repeating: "word ", count: 200_000)]), isTerminal: true)
    quiet.time = FastClock()
    quiet.verbosity = .quiet
    #expect(quiet.run("/a") == .complete)
    #expect(quiet.console.progress.isEmpty)
    let quick = TokensScene(MemoryTree(texts: ["/a": "word"]), isTerminal: true)
    #expect(quick.run("/a") == .complete)
    #expect(quick.console.progress.isEmpty)
  }
}
