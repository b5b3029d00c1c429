import LLMCore
import LLMTestKit
import Testing

@Suite struct KeyReaderTests {
  private func look(
    _ source: ProviderSettings.KeySource, environment: [String: String] = [:], file: MemoryFiles.Entry? = nil
  ) -> KeyReader.Sighting? {
    let files = MemoryFiles(file.map { ["/key": $0] } ?? [:])
    return KeyReader(environment: Environment(environment), files: files).look(source)
  }

  private func key(_ sighting: KeyReader.Sighting?) throws -> KeyReader.Key {
    guard case .key(let key) = sighting else { throw LLMError(.internalError, "there is no key") }
    return key
  }

  private func error(_ sighting: KeyReader.Sighting?) throws -> LLMError {
    guard case .unusable(let error) = sighting else { throw LLMError(.internalError, "it is not unusable") }
    return error
  }

  @Test(arguments: ["abc", " abc\n", "\tabc\r\n", "abc\r\n\r\n"])
  func `white space around a key is taken off, silently`(
    text: String
  ) throws {
    let variable = try key(look(.environment("K"), environment: ["K": text]))
    #expect(variable.secret.hasSameBytes(as: Secret(copying: "abc")))
    #expect(variable.origin == "K")
    #expect(variable.notice == nil)
    let file = try key(look(.file("/key"), file: .file(Array(text.utf8))))
    #expect(file.secret.hasSameBytes(as: Secret(copying: "abc")))
    #expect(file.origin == "/key")
    #expect(file.notice == nil)
  }

  @Test(
    arguments: zip(
      ["'abcdefgh1'", "Bearer abcdefgh1", "\"Bearer abcdefgh1\"", "export K_KEY=abcdefgh1"],
      ["quotation marks", "the word Bearer", "quotation marks and the word Bearer", "the name of a variable"]))
  func `what came along with pasting is taken off, with a word`(text: String, removed: String) throws {
    for (source, origin) in [(ProviderSettings.KeySource.environment("K"), "K"), (.file("/key"), "/key")] {
      let key = try key(look(source, environment: ["K": text], file: .file(Array((text + "\n").utf8))))
      #expect(key.secret.hasSameBytes(as: Secret(copying: "abcdefgh1")))
      let notice = try #require(key.notice)
      #expect(notice.hasPrefix("\(origin): removed ") && notice.contains(removed), "\(notice)")
      #expect(!notice.contains("abcdefgh1"))
    }
  }

  @Test(arguments: ["a b", "a\nb", "clé", "a\u{0}b", "a\u{7F}b", "a\u{301}", " \n"])
  func `what can be no header is refused and not repeated`(text: String) throws {
    let error = try error(look(.environment("K"), environment: ["K": text]))
    #expect(error.code == .configuration)
    #expect(error.message.hasPrefix("the key from K is not usable: the key "), "\(error.message)")
    #expect(!error.line.contains(text) || text == " \n")
  }

  @Test func `nothing is no mistake, and what cannot be read is one`() throws {
    guard case .missing("is not set") = look(.environment("K")) else { throw LLMError(.internalError, "not missing") }
    guard case .missing = look(.file("/key")) else { throw LLMError(.internalError, "not missing") }
    let unreadable = try error(look(.file("/key"), file: .unreadable(.notPermitted)))
    #expect(unreadable.message.contains("permission denied"))
    guard case nil = look(.none) else { throw LLMError(.internalError, "something from nowhere") }
  }
}
