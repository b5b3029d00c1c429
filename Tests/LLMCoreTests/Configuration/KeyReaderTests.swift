import LLMCore
import LLMTestKit
import Testing

@Suite struct KeyReaderTests {
  private func key(
    _ source: ProviderSettings.KeySource, kind: ProviderSettings.Kind = .compatible, url: String = "https://p.test",
    environment: [String: String] = [:], file: MemoryFiles.Entry? = nil
  ) throws -> KeyReader.Key? {
    let files = MemoryFiles(file.map { ["/key": $0] } ?? [:])
    let provider = ProviderSettings(
      name: "p", kind: kind, baseURL: try #require(Endpoint(url)), keySource: source, origin: .builtIn)
    return try KeyReader(environment: Environment(environment), files: files).key(for: provider)
  }

  @Test(arguments: ["abc", " abc\n", "\tabc\r\n", "abc\r\n\r\n"]) func `white space around a key is taken off`(
    text: String
  ) throws {
    let variable = try key(.environment("K"), environment: ["K": text])
    #expect(variable?.value == "abc")
    #expect(variable?.origin == "K")
    let file = try key(.file("/key"), file: .file(Array(text.utf8)))
    #expect(file?.value == "abc")
    #expect(file?.origin == "/key")
  }

  @Test(arguments: ["a b", "a\nb", "clé", "a\u{0}b", "\u{7F}", "a\u{301}", " \n"])
  func `what can be no header is refused and not repeated`(text: String) {
    let error = #expect(throws: LLMError.self) { try key(.environment("K"), environment: ["K": text]) }
    #expect(error?.code == .configuration)
    #expect(error?.message == "the key from K is not usable")
  }

  @Test func `a missing key comes with the way to give one`() {
    let variable = #expect(throws: LLMError.self) { try key(.environment("K")) }
    #expect(variable?.code == .noCredential)
    #expect(variable?.line == "error: the environment variable K is not set. export K=…")
    let file = #expect(throws: LLMError.self) { try key(.file("/key")) }
    #expect(file?.line == "error: the key file /key cannot be read (no such file). Write the key into /key")
    let unreadable = #expect(throws: LLMError.self) { try key(.file("/key"), file: .unreadable(.notPermitted)) }
    #expect(unreadable?.message.contains("permission denied") == true)
  }

  @Test func `who needs a key and who does not`() throws {
    #expect(try key(.none) == nil)
    #expect(try key(.none, kind: .openAI, url: "http://localhost:1") == nil)
    #expect(try key(.none, kind: .openAI, environment: ["OPENAI_API_KEY": "abc"])?.origin == "OPENAI_API_KEY")
    #expect(try key(.none, kind: .compatible, environment: ["OPENAI_API_KEY": "abc"]) == nil)
    for kind in [ProviderSettings.Kind.openAI, .azure] {
      let error = #expect(throws: LLMError.self) { try key(.none, kind: kind) }
      #expect(error?.line == "error: no key is configured for provider 'p'. Add key_env or key_file to the provider")
    }
  }
}
