import LLMCore
import LLMTestKit
import Testing

/// What `llmctl tokens -m` says of money.
@Suite struct InputPriceTests {
  /// A million bytes of which each four are a token or so; the price is compared with the count that is printed.
  private let text = String(repeating: "hello world ", count: 40_000)

  @Test func `a model that is known has the price of the count below it`() throws {
    let scene = TokensScene(["/a": text])
    #expect(scene.run("/a") { $0.model = "gpt-4o" } == .complete)
    let lines = scene.console.outputText.split(separator: "\n")
    let tokens = try #require(lines.first.flatMap { Int($0.prefix { $0 != " " }) })
    let price = try #require(Money(decimal: "0.0000025")) * tokens
    #expect(lines.count == 2)
    #expect(
      lines[1] == """
        \(price.shown) exact  as input of openai/gpt-4o, $2.50 for a million tokens on \(PriceTable.compiledIn.snapshotDay)
        """)
  }

  @Test func `without a model, and for one without a price, there is no line`() {
    let plain = TokensScene(["/a": "hello world"])
    #expect(plain.run("/a") == .complete)
    #expect(plain.console.outputText == "2 exact\n")
    let unpriced = TokensScene(["/a": "hello world"])
    #expect(unpriced.run("/a") { $0.model = "my-gateway/gpt-4o" } == .complete)
    #expect(unpriced.console.outputText == "2 exact\n")
  }

  @Test func `JSON has the exact amount, and null where it is not known`() throws {
    let scene = TokensScene(["/a": "hello world"])
    #expect(scene.run("/a") { ($0.model, $0.printsJSON) = ("gpt-4o", true) } == .complete)
    #expect(scene.json?["price_usd"] == .number("0.000005"))
    #expect(scene.json?["price"]?["as"]?.text == "input")
    #expect(scene.json?["price"]?["model"]?.text == "openai/gpt-4o")
    #expect(scene.json?["price"]?["usd_per_million"] == .number("2.5"))
    let unpriced = TokensScene(["/a": "hello world"])
    #expect(unpriced.run("/a") { ($0.model, $0.printsJSON) = ("my-gateway/gpt-4o", true) } == .complete)
    #expect(unpriced.json?["price_usd"] == .null)
    let plain = TokensScene(["/a": "hello world"])
    #expect(plain.run("/a") { $0.printsJSON = true } == .complete)
    #expect(plain.json?["price_usd"] == nil)
  }

  @Test func `an estimate makes the price one`() {
    let scene = TokensScene(["/a": "hello world"])
    #expect(scene.run("/a") { $0.model = "claude-opus-4-5" } == .complete)
    #expect(scene.console.outputText.contains("<$0.0001 estimate ±15 %  as input of anthropic/claude-opus-4-5, $5.00 "))
  }

  @Test func `the price of several inputs is that of their total, in the tier of its size`() throws {
    let scene = TokensScene(["/a": text + text, "/b": text + text])
    #expect(scene.run("/a", "/b") { ($0.model, $0.printsJSON) = ("gemini-2.5-pro", true) } == .complete)
    let tokens = try #require(scene.json?["tokens"]?.integer)
    #expect(tokens > 200_000)
    #expect(scene.json?["price"]?["above_tokens"]?.integer == 200_000)
    let rate = try #require(Money(decimal: "0.0000025"))
    #expect(scene.json?["price_usd"] == (rate * tokens).json)
  }

  @Test func `an alias has the price of the model behind it`() {
    var scene = TokensScene(["/a": "hello world"])
    scene.environment = ["HOME": "/home"]
    scene.files = MemoryFiles(texts: ["/home/.config/llmctl/config.yaml": "aliases:\n  fast: openai/gpt-4o\n"])
    #expect(scene.run("/a") { $0.model = "fast" } == .complete)
    #expect(scene.console.outputText.contains("as input of openai/gpt-4o"))
  }

  @Test func `a conversation has its price too`() {
    let scene = TokensScene(["/a": #"[{"role":"user","content":"hello world"}]"#])
    #expect(scene.run("/a") { ($0.model, $0.task) = ("gpt-4o", .chat) } == .complete)
    #expect(scene.console.outputText.hasPrefix("9 exact\n<$0.0001 exact  as input of openai/gpt-4o"))
    let json = TokensScene(["/a": #"[{"role":"user","content":"hello world"}]"#])
    #expect(json.run("/a") { ($0.model, $0.task, $0.printsJSON) = ("gpt-4o", .chat, true) } == .complete)
    #expect(json.json?["price_usd"] == .number("0.0000225"))
  }

  @Test func `what could not be counted has no price`() {
    let scene = TokensScene([:])
    #expect(scene.run("/none") { $0.model = "gpt-4o" } == .noInput)
    #expect(scene.console.outputText == "")
  }
}
