import LLMCore
import LLMTestKit
import Testing

/// Prices that the configuration gives models.
@Suite struct PriceSettingsTests {
  @Test func `prices are exact, and each has its line`() throws {
    let settings = try SettingsScene(
      user: """
        require_price: true
        prices:
          openai/gpt-4o: {input: 2.5, output: 10, cache_read: 0.000000001}
          own:
            input: 1e-3
            output: "0"
            cache_write: 3
            cache_write_long: 4
            reasoning: 5
        """
    ).load()
    #expect(settings.requiresPrice == Sourced(true, .userFile(path: SettingsScene.userFile, line: 1)))
    #expect(settings.prices.map(\.model) == ["openai/gpt-4o", "own"])
    #expect(settings.prices.map(\.origin.text) == ["\(SettingsScene.userFile):3", "\(SettingsScene.userFile):4"])
    #expect(settings.prices[0].rates[.cacheRead]?.decimal == "0.000000001")
    #expect(
      settings.prices.map(\.text) == [
        "input 2.5, output 10, cache_read 0.000000001",
        "input 0.001, output 0, cache_write 3, cache_write_long 4, reasoning 5",
      ])
    let entries = SettingsTable(settings).entries
    #expect(entries.first { $0.key == "prices.own" }?.value == settings.prices[1].text)
    #expect(entries.first { $0.key == "require_price" }?.value == "true")
  }

  @Test(arguments: [
    ("prices:\n  m: {input: -1}", 2, "'input'"), ("prices:\n  m: {input: much}", 2, "'input'"),
    ("prices:\n  m:\n    output: 1e7", 3, "'output'"), ("prices:\n  m: {input: 0.0000000001}", 2, "'input'"),
    ("prices:\n  m: {input: .nan}", 2, "'input'"), ("prices:\n  m: {input: [1]}", 2, "'input'"),
    ("prices:\n  m: {}", 2, "prices of 'm' are empty"),
    ("prices:\n  m: {imput: 1}", 2, "unknown key 'imput' in prices of 'm'"),
    ("prices: [m]", 1, "prices must hold 'key: value' lines"),
    ("require_price: maybe", 1, "'require_price' must be true or false"),
  ])
  func `a wrong price is told with its line and key`(file: String, line: Int, message: String) throws {
    let failure = try #require(SettingsScene(user: file).failure)
    #expect(failure.code == .configuration)
    #expect(failure.message.hasPrefix("\(SettingsScene.userFile):\(line): \(message)"), "\(failure.message)")
  }

  @Test(arguments: ["prices:\n  openai/gpt-4o: {input: 0, output: 0}", "require_price: false"])
  func `a project cannot make its calls look cheap`(file: String) throws {
    let failure = try #require(SettingsScene(project: file).failure)
    #expect(failure.message.contains("a project file cannot say what models cost"))
    #expect(failure.message.hasPrefix("\(SettingsScene.projectFile):1: "))
  }
}
