import LLMCore
import LLMTestKit
import Testing

/// One text: its tokens, and parts of it.
@Suite struct TextTaskTests {
  @Test func `ids are one a line, or an array`() {
    let scene = TokensScene(["/a": "hello world"])
    #expect(scene.run("/a") { $0.task = .ids } == .complete)
    #expect(scene.console.outputText == "24912\n2375\n")
    let json = TokensScene([:], input: "hello world")
    #expect(
      json.run {
        $0.task = .ids; $0.printsJSON = true
      } == .complete)
    #expect(json.json?["ids"]?.elements?.compactMap(\.integer) == [24912, 2375])
  }

  @Test func `boundaries are bars in a pipe and colours on a terminal`() {
    let pipe = TokensScene(["/a": "hello world\n𒀀\u{1B}[2J"])
    #expect(pipe.run("/a") { $0.task = .show } == .complete)
    #expect(pipe.console.outputText.hasPrefix("hello│ world│↵\n│"))
    #expect(pipe.console.outputText.contains("<F0>"))
    #expect(!pipe.console.outputText.contains("\u{1B}"))
    let terminal = TokensScene(MemoryTree(texts: ["/a": "hello world\u{1B}]0;x"]), isTerminal: true)
    #expect(terminal.run("/a") { $0.task = .show } == .complete)
    #expect(
      terminal.console.outputText.hasPrefix("\u{1B}[30;48;5;153mhello\u{1B}[0m\u{1B}[30;48;5;223m world\u{1B}[0m"))
    #expect(!terminal.console.outputText.contains("\u{1B}]"))
    var plain = TokensScene(MemoryTree(texts: ["/a": "hello world"]), isTerminal: true)
    plain.environment = ["NO_COLOR": "1"]
    #expect(plain.run("/a") { $0.task = .show } == .complete)
    #expect(plain.console.outputText == "hello│ world\n")
  }

  @Test(arguments: KeptText.allCases)
  func `a text is shortened to tokens, and its bytes are unchanged`(keep: KeptText) {
    let text = String(repeating: "Zwölf 東京 🥊 words\n", count: 50)
    let scene = TokensScene(["/a": text])
    #expect(scene.run("/a") { $0.task = .truncate(tokens: 20, keep: keep) } == .complete)
    let kept = scene.console.outputText
    let parts = keep == .ends ? kept.split(separator: "\n[…]\n").map(String.init) : [kept]
    #expect(parts.allSatisfy { !$0.isEmpty && text.contains($0) })
    let counted = TokensScene(["/a": kept])
    #expect(counted.run("/a") { $0.printsJSON = true } == .complete)
    let tokens = counted.json?["tokens"]?.integer ?? 0
    #expect(tokens <= 20 && tokens >= 14)
    switch keep {
    case .start: #expect(text.hasPrefix(kept))
    case .end: #expect(text.hasSuffix(kept))
    case .middle: #expect(!text.hasPrefix(kept) || !text.hasSuffix(kept))
    case .ends: #expect(parts.count == 2 && text.hasPrefix(parts[0]) && text.hasSuffix(parts[1]))
    }
  }

  @Test(arguments: KeptText.allCases)
  func `a short text stays as it is, and no tokens are nothing`(keep: KeptText) {
    let scene = TokensScene(MemoryTree([RawPath("/a"): .file([0x61, 0xFF, 0x0A])]))
    #expect(scene.run("/a") { $0.task = .truncate(tokens: 100, keep: keep) } == .complete)
    #expect(scene.console.output == [0x61, 0xFF, 0x0A])
    let none = TokensScene(["/a": "hello"])
    #expect(none.run("/a") { $0.task = .truncate(tokens: 0, keep: keep) } == .complete)
    #expect(none.console.output == [])
  }

  @Test func `pieces are JSON lines that cover the text`() throws {
    let text = String(repeating: "one two three ", count: 30)
    let scene = TokensScene(["/a": text])
    #expect(scene.run("/a") { $0.task = .split(tokens: 7, overlap: 0, prefix: nil) } == .complete)
    let pieces = try scene.console.outputText.split(separator: "\n").map { try JSONReader.parse(String($0)) }
    #expect(pieces.compactMap { $0["text"]?.text }.joined() == text)
    #expect(pieces.allSatisfy { ($0["tokens"]?.integer ?? 99) <= 7 })
    #expect(pieces.compactMap { $0["index"]?.integer } == Array(1...pieces.count))
  }

  @Test func `pieces can be files, and none is replaced`() {
    let scene = TokensScene(["/a": "one two three four five"])
    #expect(scene.run("/a") { $0.task = .split(tokens: 2, overlap: 0, prefix: "/out") } == .complete)
    guard case .file(let second)? = scene.tree[RawPath("/out-002")] else {
      Issue.record("no second piece")
      return
    }
    #expect(String(decoding: second, as: UTF8.self) == " three four")
    #expect(scene.console.output == [])
    #expect(scene.run("/a") { $0.task = .split(tokens: 2, overlap: 0, prefix: "/out") } == .cannotCreate)
  }

  @Test func `neighbours share what was asked for`() throws {
    let scene = TokensScene(["/a": "one two three four five six"])
    #expect(scene.run("/a") { $0.task = .split(tokens: 3, overlap: 1, prefix: nil) } == .complete)
    let pieces = try scene.console.outputText.split(separator: "\n").map { try JSONReader.parse(String($0)) }
    #expect(pieces.compactMap { $0["text"]?.text } == ["one two three", " three four five", " five six"])
  }

  @Test func `only one text, and one whose tokens are known`() {
    let scene = TokensScene(["/a": "x", "/b": "y", "/p/c": "z"])
    #expect(scene.run("/a", "/b") { $0.task = .ids } == .usage)
    #expect(scene.run("/p") { $0.task = .ids } == .noInput)
    #expect(
      scene.run("/a") {
        $0.task = .ids; $0.model = "claude-opus-4-5"
      } == .usage)
  }

  @Test func `a limit cuts what is shown, too`() {
    let scene = TokensScene(["/a": "hello world"])
    #expect(
      scene.run("/a") {
        $0.task = .ids; $0.limit = 5
      } == .partial)
    #expect(scene.console.outputText == "24912\n")
  }

  @Test func `a conversation is counted, one that is none says where it breaks`() {
    let scene = TokensScene(["/m": #"[{"role":"user","content":"hi"}]"#, "/bad": "[{]", "/no": "{}"])
    #expect(scene.run("/m") { $0.task = .chat } == .complete)
    #expect(scene.console.outputText == "8 exact\n")
    #expect(
      scene.run("/m") {
        $0.task = .chat; $0.budget = 7
      } == .gateFailed)
    #expect(scene.run("/bad") { $0.task = .chat } == .dataError)
    #expect(scene.console.notes.last?.contains("at byte 2") == true)
    #expect(scene.run("/no") { $0.task = .chat } == .dataError)
  }
}
