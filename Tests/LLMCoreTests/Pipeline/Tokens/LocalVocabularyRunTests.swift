import LLMCore
import LLMTestKit
import Testing

/// `llmctl tokens -e PATH`: everything the command does, with the tokenizer of a model.
@Suite struct LocalVocabularyRunTests {
  private let fixture: VocabularyFixture
  private let example: VocabularyFixture.Case
  private let files = MemoryVocabularyFiles()

  init() throws {
    fixture = try VocabularyFixture("llama3")
    example = fixture.cases[0]
    files["/model.json"] = fixture.file
  }

  private func scene(_ text: String) -> TokensScene {
    var scene = TokensScene(["/a": text])
    scene.vocabularies = files
    scene.environment = ["HOME": "/home"]
    return scene
  }

  @Test func `a count is exact, and names what it was made with`() {
    let plain = scene(example.text)
    #expect(plain.run("/a") { $0.encoding = "/model.json" } == .complete)
    #expect(plain.console.outputText == "\(example.asText.count) exact\n")
    #expect(plain.console.notes.isEmpty)
    let json = scene(example.text)
    #expect(
      json.run("/a") {
        $0.encoding = "/model.json"
        $0.printsJSON = true
      } == .complete)
    #expect(json.json?["tokens"]?.integer == example.asText.count)
    #expect(json.json?["exactness"]?.text == "exact")
    #expect(json.json?["encoding"]?.text == "/model.json")
  }

  @Test func `the compiled form is kept in the folder for what can be made anew`() {
    #expect(scene("a").run("/a") { $0.encoding = "/model.json" } == .complete)
    #expect(files.paths(in: "/home/.cache/llmctl/vocabularies").count == 1)
    var other = scene("a")
    other.environment = ["HOME": "/home", "XDG_CACHE_HOME": "/cache"]
    #expect(other.run("/a") { $0.encoding = "/model.json" } == .complete)
    #expect(files.paths(in: "/cache/llmctl/vocabularies").count == 1)
    other.environment = [:]
    #expect(other.run("/a") { $0.encoding = "/model.json" } == .complete)
  }

  @Test func `ids and boundaries are the model's`() {
    let ids = scene(example.text)
    #expect(
      ids.run("/a") {
        $0.encoding = "/model.json"
        $0.task = .ids
      } == .complete)
    #expect(ids.console.outputText == example.asText.map { "\($0)\n" }.joined())
    let show = scene("The quick")
    #expect(
      show.run("/a") {
        $0.encoding = "/model.json"
        $0.task = .show
      } == .complete)
    #expect(show.console.outputText.split(separator: "│").joined() == "The quick\n")
    #expect(show.console.notes.last?.contains("exact (/model.json)") == true)
  }

  @Test(arguments: KeptText.allCases)
  func `a text is shortened and split by the model's tokens`(keep: KeptText) {
    let text = String(repeating: "The quick brown fox, 日本語.\n", count: 40)
    let short = scene(text)
    #expect(
      short.run("/a") {
        $0.encoding = "/model.json"
        $0.task = .truncate(tokens: 30, keep: keep)
      } == .complete)
    let counted = scene(short.console.outputText)
    #expect(
      counted.run("/a") {
        $0.encoding = "/model.json"
        $0.printsJSON = true
      } == .complete)
    let tokens = counted.json?["tokens"]?.integer ?? 0
    #expect(tokens <= 30 && tokens >= 20)
  }

  @Test func `pieces have no more tokens than asked for`() {
    let text = String(repeating: "The quick brown fox, 日本語.\n", count: 40)
    let scene = scene(text)
    #expect(
      scene.run("/a") {
        $0.encoding = "/model.json"
        $0.task = .split(tokens: 25, overlap: 0, prefix: nil)
        $0.printsJSON = true
      } == .complete)
    let pieces = scene.json?["pieces"]?.elements ?? []
    #expect(pieces.count > 10)
    #expect(pieces.allSatisfy { $0["tokens"]?.integer ?? .max <= 25 })
    #expect(pieces.compactMap { $0["text"]?.text }.joined() == text)
  }

  @Test func `special tokens are text, one token, or an error, as with any encoding`() {
    func run(_ special: SpecialTokenHandling) -> (ExitCode, TokensScene) {
      let scene = scene("a<|end|>b")
      let code = scene.run("/a") {
        $0.encoding = "/model.json"
        $0.special = special
      }
      return (code, scene)
    }
    let (textCode, text) = run(.text)
    #expect(textCode == .complete)
    #expect(text.console.notes.first?.contains("spells the special token <|end|>") == true)
    let (allowCode, allowed) = run(.allow)
    #expect(allowCode == .complete)
    #expect(allowed.console.outputText == "3 exact\n")
    let (refuseCode, refused) = run(.refuse)
    #expect(refuseCode == .dataError)
    #expect(refused.console.notes.first?.contains("has the special token <|end|> at byte 1") == true)
  }

  @Test func `a conversation is counted with an overhead that is said to be another's`() {
    let scene = scene(#"[{"role":"user","content":"The quick brown fox"}]"#)
    #expect(
      scene.run("/a") {
        $0.encoding = "/model.json"
        $0.task = .chat
      } == .complete)
    #expect(scene.console.outputText.contains("estimate ±10 %"))
    #expect(scene.console.notes.contains { $0.contains("overhead as OpenAI's models have it") })
  }

  @Test func `what cannot be read is 66, what cannot be used is 65, a name that means nothing is 64`() {
    files["/other.json"] = Array(#"{"model":{"type":"WordPiece","vocab":{"a":0}}}"#.utf8)
    files.addFolder("/empty")
    for (name, code, words) in [
      ("/none.json", .noInput, "cannot read the tokenizer /none.json: no such file"),
      ("/empty", .noInput, "cannot read the tokenizer /empty: the folder has neither"),
      (
        "/other.json", .dataError,
        #"cannot count with the tokenizer /other.json: the model type "WordPiece" is not supported"#
      ),
      ("o200k_bas", .usage, "no encoding 'o200k_bas', and no file of that name. Did you mean 'o200k_base'?"),
    ] as [(String, ExitCode, String)] {
      let scene = scene("a")
      #expect(scene.run("/a") { $0.encoding = name } == code)
      #expect(scene.console.notes.first?.contains(words) == true, "\(scene.console.notes)")
    }
  }

  @Test func `a person is told that the tokenizer is read, and only when it is`() {
    func run() -> RecordingConsole {
      var scene = TokensScene(MemoryTree(texts: ["/a": "a"]), isTerminal: true)
      scene.vocabularies = files
      scene.environment = ["HOME": "/home"]
      #expect(scene.run("/a") { $0.encoding = "/model.json" } == .complete)
      return scene.console
    }
    #expect(run().progress.contains { $0?.contains("reading the tokenizer") == true })
    #expect(!run().progress.contains { $0?.contains("reading the tokenizer") == true })
  }
}
