import LLMTestKit
import Testing

@testable import LLMCore

/// Templates as the cases of suites name them.
@Suite struct LibraryTemplatesTests {
  private static func turn(
    _ scene: PromptScene, _ reference: String, _ parameters: [JSONMember] = [], _ prompt: String? = nil
  ) async throws(LLMError) -> TemplatedTurn {
    try await LibraryTemplates(context: scene.stage.context, reporter: scene.stage.reporter)
      .turn(of: reference, parameters: parameters, prompt: prompt)
  }

  @Test func `a case is asked what the version in use says`() async throws {
    let template = "system: s\nmodel: work/m7\noptions: {seed: 1}\nschema: a int\nparameters: {n: integer}\n"
    let scene = PromptScene(
      user: [
        "t/v1.yaml": template + "user: 'good {{n}}: {{input}}'", "t/v2.yaml": template + "user: 'bad {{n}}: {{input}}'",
      ])
    let broken = try await Self.turn(scene, "t", [JSONMember("n", .integer(3))], "words")
    #expect(broken.prompt == "bad 3: words")
    #expect(broken.version?.text == "t@v2")
    _ = try await scene.rollouts.rollBack("t", label: nil, asJSON: false)
    let turn = try await Self.turn(scene, "t", [JSONMember("n", .integer(3))], "words")
    #expect(turn.prompt == "good 3: words")
    #expect((turn.system, turn.model) == ("s", "work/m7"))
    #expect(turn.options == [JSONMember("seed", .integer(1))])
    #expect(turn.schema?.contains("\"integer\"") == true)
  }

  @Test func `a suite has no files of the user's read`() async throws {
    let scene = PromptScene(user: [
      "t.yaml": "user: '{{a}}'\nparameters: {a: text}", "f.yaml": "user: '{{a}}'\nparameters: {a: file}",
    ])
    scene.stage.files["/project/secret"] = .file(Array("hidden".utf8))
    #expect(try await Self.turn(scene, "t", [JSONMember("a", .string("@secret"))]).prompt == "<a>\n@secret\n</a>")
    let error = await #expect(throws: LLMError.self) {
      _ = try await Self.turn(scene, "f", [JSONMember("a", .string("secret"))])
    }
    #expect(error?.code == .usage)
  }

  @Test func `a project's template is not used by a suite before it was shown`() async {
    let scene = PromptScene(project: ["t.yaml": "user: hi"])
    let error = await #expect(throws: LLMError.self) { _ = try await Self.turn(scene, "t") }
    #expect(error?.code == .untrusted)
  }
}
