import LLMCore
import Testing

@Suite struct PastedKeyTests {
  private func text(_ secret: Secret) -> String { secret.withExposedBytes { String(decoding: $0, as: UTF8.self) } }

  @Test(arguments: [
    ("sk-abc0123456789", []),
    ("  sk-abc0123456789 \r\n", [PastedKey.Surplus.space]),
    ("\u{FEFF}sk-abc0123456789\u{200B}\u{A0}", [.space]),
    ("\"sk-abc0123456789\"", [.quotes]), ("'sk-abc0123456789", [.quotes]), ("“sk-abc0123456789”", [.quotes]),
    ("Bearer sk-abc0123456789", [.bearer]), ("bearer   sk-abc0123456789", [.space, .bearer]),
    ("Authorization: Bearer sk-abc0123456789", [.space, .bearer, .header]),
    ("x-api-key: sk-abc0123456789", [.space, .header]),
    ("OPENAI_API_KEY=sk-abc0123456789", [.variable]),
    ("export OPENAI_API_KEY='sk-abc0123456789'", [.quotes, .variable]),
    ("  export GH_TOKEN_DEV = \"sk-abc0123456789\" ", [.space, .quotes, .variable]),
    ("\"api_key\": \"sk-abc0123456789\"", [.space, .quotes, .variable]),
    ("$env:OPENAI_API_KEY = 'sk-abc0123456789'", [.space, .quotes, .variable]),
  ])
  func `what came along is taken away and named`(_ pasted: String, _ removed: [PastedKey.Surplus]) throws {
    let key = try PastedKey(Secret(copying: pasted))
    #expect(text(key.secret) == "sk-abc0123456789")
    #expect(key.removed == removed)
    #expect((key.notice == nil) == removed.isEmpty)
  }

  @Test(arguments: [
    "0123456789abcdef0123456789abcdef==", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=", "id:0123456789abcdef",
    "a=b0123456789",
    "MONKEY_SEE=", "A_KEY=short",
  ])
  func `a key that holds such signs itself is left alone`(_ key: String) throws {
    #expect(text(try PastedKey(Secret(copying: key)).secret) == key)
  }

  @Test(arguments: [
    ("", "empty"), ("  \"\" ", "empty"), ("sk-abc\r\nX-Evil: 1", "line end"), ("sk-abc\nsk-def", "line end"),
    ("sk-abc\0def", "control"), ("sk-abc\u{1B}[31m", "control"), ("sk-äbc", "not ASCII"), ("sk-abc def", "space"),
    (String(repeating: "x", count: 5000), "longer"),
  ])
  func `what could end a header's line, or is no key at all, is refused`(_ pasted: String, _ reason: String) {
    let error = #expect(throws: LLMError.self) { try PastedKey(Secret(copying: pasted)) }
    #expect(error?.code == .inputInvalid)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("abc") == false, "the message holds a part of the key")
  }

  @Test func `nothing is removed from what is only white space or signs, without end`() {
    for byte in UInt8.min...UInt8.max {
      for count in 0...12 {
        let bytes = [UInt8](repeating: byte, count: count)
        let secret = bytes.withUnsafeBytes { Secret(copying: $0) }
        guard let key = try? PastedKey(secret) else { continue }
        #expect(key.secret.withExposedBytes { $0.allSatisfy { (0x21...0x7E).contains($0) } })
      }
    }
  }
}

@Suite struct KeyShapeTests {
  private func shapes(_ key: String) -> [String] { KeyShape.matching(Secret(copying: key)).map(\.provider) }

  @Test(arguments: [
    ("sk-proj-0123", ["openai"]), ("sk-ant-api03-0123", ["anthropic"]), ("sk-or-v1-0123", ["openrouter"]),
    ("sk-0123", ["openai", "deepseek"]), ("AIzaSy0123", ["gemini"]), ("gsk_0123", ["groq"]), ("xai-0123", ["xai"]),
    ("0123456789abcdef", []), ("", []),
  ])
  func `a key is known by its longest beginning`(_ key: String, _ providers: [String]) {
    #expect(shapes(key) == providers)
  }

  @Test func `a key of another provider is named as such, and never shown`() {
    let key = Secret(copying: "sk-ant-api03-" + String(repeating: "x", count: 95))
    #expect(KeyShape.doubt(about: key, for: "anthropic") == nil)
    #expect(KeyShape.doubt(about: key, for: "claude") == nil)
    let doubt = KeyShape.doubt(about: key, for: "openai") ?? ""
    #expect(doubt.contains("Anthropic") && doubt.contains("OpenAI"))
    #expect(!doubt.contains("xxx"))
    #expect(KeyShape.doubt(about: key, for: "mistral")?.contains("Anthropic") == true)
    #expect(KeyShape.doubt(about: key, for: "my-gateway") == nil, "nothing is known of it")
  }

  @Test func `a key without the usual beginning, and one that was cut, are told`() {
    #expect(
      KeyShape.doubt(about: Secret(copying: "abcdefgh"), for: "openai")?.contains("sk-proj-") == true)
    #expect(KeyShape.doubt(about: Secret(copying: "sk-proj-short"), for: "openai")?.contains("shorter") == true)
    #expect(KeyShape.doubt(about: Secret(copying: String(repeating: "a", count: 32)), for: "mistral") == nil)
  }
}
