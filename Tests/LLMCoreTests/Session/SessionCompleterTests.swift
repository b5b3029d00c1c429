import LLMCore
import LLMTestKit
import Testing

@Suite struct SessionCompleterTests {
  private let completer = SessionCompleter(
    models: ["fast", "work/gpt-5"],
    tree: MemoryTree(texts: ["/src/main.swift": "", "/src/map/x": "", "/src/.hidden": ""]),
    home: "/src")

  private func candidates(_ text: String) -> [String] {
    completer.completions(for: text, in: text).candidates.map(\.text)
  }

  @Test func `commands, models, parameters and formats`() {
    #expect(candidates("/re") == ["/retry ", "/resume ", "/rename "])
    #expect(candidates("/model w") == ["work/gpt-5"])
    #expect(candidates("/set temperature=1 top") == ["top_p=", "top_k="])
    #expect(candidates("/export j") == ["json "])
    #expect(candidates("/nothing x") == [])
    #expect(candidates("hello wor") == [])
    #expect(candidates("//re") == [])
  }

  @Test func `paths behind attach and an at sign`() {
    #expect(candidates("/attach /src/ma") == ["/src/main.swift", "/src/map/"])
    #expect(candidates("look at @/src/ma") == ["/src/main.swift", "/src/map/"])
    #expect(candidates("@~/ma") == ["~/main.swift", "~/map/"])
    #expect(candidates("@/src/.") == ["/src/.hidden"])
    #expect(candidates("@/none/x") == [])
    #expect(completer.completions(for: "look at @/src/ma", in: "").word == "/src/ma")
  }
}
