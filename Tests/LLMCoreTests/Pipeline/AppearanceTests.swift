import LLMCore
import LLMTestKit
import Testing

@testable import LLMCore

@Suite struct AppearanceTests {
  private func options(
    _ appearance: Appearance = Appearance(), _ environment: [String: String] = [:], isTerminal: Bool = true
  ) -> RenderOptions? {
    let context = AppContext.sealed(
      environment: environment, console: RecordingConsole(outputIsTerminal: isTerminal), terminal: FakeTerminal())
    return appearance.options(in: context, reasoning: .hide)
  }

  private func asked(_ change: (inout Appearance) -> Void) -> Appearance {
    var appearance = Appearance()
    change(&appearance)
    return appearance
  }

  @Test func `a terminal gets colours of the palette and rows that are drawn again`() throws {
    let options = try #require(self.options(Appearance(), ["TERM": "xterm-256color"]))
    #expect(options.colors == .sixteen)
    #expect(options.mode == .live)
    #expect(options.hyperlinks && !options.plainTerminal)
    #expect(options.columns == 80 && options.rows == 24)
  }

  @Test func `a pipe gets the model's bytes unless something else is asked for`() throws {
    #expect(self.options(isTerminal: false) == nil)
    #expect(self.options(Appearance(), ["CLICOLOR_FORCE": "0"], isTerminal: false) == nil)
    let forced = try #require(self.options(Appearance(), ["CLICOLOR_FORCE": "1"], isTerminal: false))
    #expect(forced.mode == .appendOnly && forced.colors == .sixteen && !forced.hyperlinks)
    let rendered = try #require(self.options(asked { $0.rendering = .always }, isTerminal: false))
    #expect(rendered.plainTerminal && rendered.colors == .none)
    #expect(self.options(asked { $0.rendering = .never }, ["TERM": "xterm"]) == nil)
  }

  @Test(arguments: [
    (["NO_COLOR": "1"], ColorDepth.none), (["NO_COLOR": ""], .sixteen),
    (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], .none),
    (["FORCE_COLOR": "1"], .sixteen), (["TERM": "dumb"], .none), (["TERM": "dumb", "FORCE_COLOR": "1"], .sixteen),
    (["COLORTERM": "truecolor"], .sixteen),
  ])
  func `the environment decides in the order programs agree on`(environment: [String: String], depth: ColorDepth) {
    let all = ["TERM": "xterm-256color"].merging(environment) { $1 }
    #expect(Appearance().depth(Environment(all), isTerminal: true) == depth)
  }

  @Test func `a flag is stronger than the environment`() {
    let environment = Environment(["NO_COLOR": "1", "TERM": "dumb"])
    #expect(asked { $0.color = .always }.depth(environment, isTerminal: true) == .sixteen)
    #expect(asked { $0.color = .trueColor }.depth(environment, isTerminal: true) == .trueColor)
    #expect(asked { $0.color = .never }.depth(Environment(["FORCE_COLOR": "1"]), isTerminal: true) == .none)
  }

  @Test func `dumb terminals and screen readers get every word once`() throws {
    let dumb = try #require(self.options(Appearance(), ["TERM": "dumb"]))
    #expect(dumb.mode == .appendOnly && dumb.plainTerminal)
    let reader = try #require(self.options(asked { $0.isLive = false }, ["TERM": "xterm"]))
    #expect(reader.mode == .appendOnly && !reader.plainTerminal)
  }
}
