import LLMTestKit
import Testing

@testable import LLMCore

/// Prompts that are too long or too wordy, before they are sent.
@Suite struct ThriftRunTests {
  private static let answer = ScriptedTransport.Reply.sse([Payload.text("yes"), Payload.stop])

  /// A model of this machine with a window, which is counted with an estimate, or one whose tokens are exact.
  private func scene(
    window: Int = 1000, model: String = "gpt-4o", replies: Int = 1, _ change: (inout ChatScene) -> Void = { _ in }
  ) -> ChatScene {
    var scene = ChatScene(Array(repeating: Self.answer, count: replies))
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', models: [\(model)], window: \(window)}\n")
    change(&scene)
    return scene
  }

  private func words(_ count: Int) -> String { String(repeating: " word", count: count) }

  private func messages(_ scene: ChatScene) throws -> [String] {
    try JSONReader.parse(Array(scene.body.utf8))["messages"]?.elements?.compactMap { $0["content"]?.text } ?? []
  }

  // MARK: The window

  @Test func `what cannot fit is refused before it is sent`() async throws {
    let scene = scene { $0.invocation.words = [words(1001)] }
    let error = try #require(await scene.failure())
    #expect(error.code == .contextOverflow)
    #expect(error.exitCode == .dataError)
    #expect(error.message == "the prompt has 1,001 tokens (exact), and work/gpt-4o takes 1,000")
    #expect(error.advice?.contains("--fit") == true)
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(scene.stage.ledger.records.isEmpty)
  }

  @Test func `what just fits is sent`() async throws {
    let scene = scene { $0.invocation.words = [words(1000)] }
    #expect(try await scene.run() == .complete)
  }

  @Test func `an estimate refuses only what is too long even if it is wrong`() async throws {
    // 1.3 tokens for each of these words, give or take 30 %.
    let within = scene(model: "m1") { $0.invocation.words = [words(1090)] }
    #expect(try await within.run() == .complete)
    let beyond = scene(model: "m1") { $0.invocation.words = [words(1110)] }
    #expect(await beyond.failure()?.code == .contextOverflow)
  }

  @Test func `without a known window nothing is refused`() async throws {
    var scene = ChatScene(Self.answer)
    scene.invocation.words = [words(50_000)]
    #expect(try await scene.run() == .complete)
  }

  @Test func `where somebody stands in with a larger window, the provider decides`() async throws {
    let scene = scene {
      $0.configure(
        """
        providers:
          work: {base_url: 'https://api.test/v1', models: [gpt-4o], window: 1000}
        fallbacks: {gpt-4o: [{model: work/large, window: 9000}]}
        """)
      $0.invocation.words = [words(2000)]
    }
    #expect(try await scene.run() == .complete)
  }

  // MARK: Fitting

  private func lines(_ count: Int) -> String { (1...count).map { "line number \($0)\n" }.joined() }

  @Test func `the middle of a long file is left out, and that is said`() async throws {
    let scene = scene {
      $0.stage.files["/a.txt"] = .file(Array(lines(1000).utf8))
      $0.invocation.paths = ["/a.txt"]
      $0.invocation.words = ["what is this?"]
      $0.invocation.fits = true
    }
    #expect(try await scene.run() == .complete)
    let prompt = try #require(try messages(scene).last)
    #expect(prompt.hasPrefix("<file path=\"/a.txt\">\nline number 1\n"))
    #expect(prompt.hasSuffix("line number 1000\n</file>\n\nwhat is this?"))
    #expect(prompt.contains(" tokens left out …]\n"))
    #expect(TokenBasis.standard.count(prompt) <= 750)
    #expect(scene.notes.count == 1)
    #expect(
      scene.notes[0].hasPrefix("llmctl: --fit: left out ") && scene.notes[0].hasSuffix("from the middle of /a.txt"))
    #expect(scene.stage.intent?.prompt == prompt)
  }

  @Test func `what fits is sent as it is, and nothing is said`() async throws {
    let scene = scene { $0.invocation.fits = true }
    _ = try await scene.run()
    #expect(try messages(scene) == ["hi"])
    #expect(scene.notes == [])
  }

  @Test func `the oldest turns of a conversation go first`() async throws {
    var scene = scene(replies: 7)
    for number in 1...6 {
      scene.invocation.words = ["\(number)" + words(120)]
      scene.invocation.continuesLast = number > 1
      _ = try await scene.run()
    }
    scene.invocation.fits = true
    scene.stage.console = RecordingConsole()
    _ = try await scene.run()
    let sent = try messages(scene)
    #expect(sent.first?.hasPrefix("1 word") == true)
    #expect(sent.contains { $0.hasPrefix("[… ") && $0.contains("earlier messages") })
    #expect(scene.notes.count == 1 && scene.notes[0].contains("earlier messages"))
  }

  @Test func `with a window that nobody knows, the prompt is sent as it is`() async throws {
    var scene = ChatScene(Self.answer)
    scene.invocation.fits = true
    scene.invocation.words = [words(5000)]
    _ = try await scene.run()
    #expect(try messages(scene) == [words(5000)])
    #expect(scene.notes == ["llmctl: --fit: nobody knows the window of work/m1; the prompt is sent as it is"])
  }

  @Test func `what cannot be made to fit is refused`() async throws {
    let scene = scene {
      $0.invocation.system = words(990)
      $0.invocation.fits = true
    }
    #expect(await scene.failure()?.code == .contextOverflow)
  }

  // MARK: Compressing

  @Test func `compressing is told with what it saves, and words stay`() async throws {
    let scene = scene {
      $0.configure("providers:\n  openai: {kind: openai, key_env: KEY, models: [gpt-4o]}\n")
      $0.stage.environment["KEY"] = "sk-test"
      $0.stage.files["/a.json"] = .file(Array(("[\n" + String(repeating: "    1,\n", count: 500) + "2]").utf8))
      $0.invocation.paths = ["/a.json"]
      $0.invocation.words = ["what  is  this?  "]
      $0.invocation.compresses = true
    }
    _ = try await scene.run()
    let prompt = try #require(try messages(scene).last)
    #expect(
      prompt == "<file path=\"/a.json\">\n[" + String(repeating: "1,", count: 500) + "2]\n</file>\n\nwhat  is  this?  ")
    let note = try #require(scene.notes.first)
    #expect(note.hasPrefix("llmctl: compressed: ") && note.contains(" tokens, saves $0.00"))
  }

  @Test func `nothing to leave out is said, too, and without the flag nothing is touched`() async throws {
    let scene = scene { $0.invocation.compresses = true }
    _ = try await scene.run()
    #expect(scene.notes == ["llmctl: compressed: nothing to leave out"])
    let plain = self.scene { $0.invocation.system = "a  \n\n\n\nb" }
    _ = try await plain.run()
    #expect(try messages(plain).first == "a  \n\n\n\nb")
  }

  @Test func `no text gets more tokens`() {
    var generator = SeededRandom(seed: 9)
    let pieces = [
      "a b", "   ", "\n", "\n\n\n", "\t", "x\nx\nx\nx\n", "{\"a\": 1}", "é", "```\n", "// Copyright\n// a\n// b\n",
    ]
    let thrift = PromptThrift(reporter: Reporter(console: RecordingConsole()), prices: .compiledIn)
    for _ in 0..<500 {
      let text = (0..<generator.below(30)).map { _ in generator.pick(pieces) }.joined()
      let part = PromptAssembler.Part(name: generator.pick(["a.md", "a.swift", "a.json", "a"]), content: text)
      let whole = PromptAssembler(standardInput: text, files: [part], words: "w")
      let short = thrift.compress(whole, system: text).parts
      #expect(TokenBasis.standard.count(short.files[0].content) <= TokenBasis.standard.count(text))
      #expect(TokenBasis.standard.count(short.standardInput ?? "") <= TokenBasis.standard.count(text))
    }
  }

  // MARK: Sessions

  @Test func `a conversation at a terminal does not take them`() async {
    let flags: [WritableKeyPath<ChatInvocation, Bool>] = [\.fits, \.compresses, \.estimates]
    for flag in flags {
      var scene = ChatScene(words: "")
      scene.stage.console = RecordingConsole(outputIsTerminal: true)
      scene.invocation[keyPath: flag] = true
      #expect(await scene.failure()?.code == .usage)
    }
  }
}
