import LLMCore
import LLMTestKit
import Testing

/// Answers of a certain form, tools, code and lists of models, as the binary prints them.
@Suite(.fewAtOnce) struct StructuredTests {
  @Test func `an answer that fits goes into the pipe, and what it took into the ledger`() async throws {
    let stage = try Stage(replies: .answer("```json\n{\"name\": \"Ada\", ", "\"age\": 36}\n```"))
    let result = try await stage.run(["chat", "--schema", "name, age int", "who?"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == "{\"name\":\"Ada\",\"age\":36}\n")
    let call = try await stage.run(["replay", "show", "last", "--json"]).json()
    #expect(call["structured"]?["steps"]?.elements?.compactMap { $0["step"]?.text } == ["fence"])
    #expect(call["structured"]?["problems"] == .integer(0))
  }

  @Test func `one that never fits prints nothing and ends with 65`() async throws {
    let stage = try Stage(replies: .answer("{\"name\": 1}"))
    let result = try await stage.run(["chat", "--schema", "name, age int", "who?"])
    #expect(result.exitCode == 65, "\(result)")
    #expect(result.errorText.contains("error: the answer does not fit the schema, asked 2 times: "), "\(result)")
    #expect(result.output.isEmpty)
    // The second answer is the same, so there is no third question.
    #expect(stage.server.requests.count == 2)
  }

  @Test func `elements come out while the answer is still on its way`() async throws {
    let stage = try Stage(
      replies: .beginning(#"{"items":[{"n":1},"#, #"{"n":2},{"n":"#) + [.hang])
    let process = try stage.cli.start(
      stage.invocation(["chat", "--json-stream", "--schema", "items [{n int}]", "count"]))
    try await process.wait(for: "{\"n\":2}\n", on: .output)
    process.signal(2)
    let result = try await process.wait()
    #expect(result.outputText == "{\"n\":1}\n{\"n\":2}\n")
    #expect(result.exitCode != 0)
  }

  @Test func `only code is printed, fences cut anywhere`() async throws {
    let stage = try Stage(replies: .answer("Sure:\n``", "`sh\nls -l\n", "``", "`\nThat is it."))
    let result = try await stage.run(["chat", "--format", "code", "list files"])
    #expect(result.exitCode == 0)
    #expect(result.outputText == "ls -l\n")
  }

  @Test func `tools are sent, and calls are printed`() async throws {
    let stage = try Stage(replies: .answer("no need"))
    try stage.home.write("tools.json", #"[{"name":"weather","parameters":{"type":"object","properties":{}}}]"#)
    let result = try await stage.run(
      ["chat", "--tools", stage.home.path("tools.json"), "--tool-choice", "required", "rain?"])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == "no need")
    let body = try JSONReader.parse(try #require(stage.server.requests.first).text)
    #expect(body["tools"]?.elements?.count == 1)
    #expect(body["tool_choice"]?.text == "required")
  }

  @Test func `models are listed with what is known of them`() async throws {
    let stage = try Stage { request in .json(200, #"{"data":[{"id":"big","max_model_len":4096}]}"#) }
    try stage.configure(
      """
      aliases: {fast: deepseek/deepseek-chat}
      capabilities: {deepseek/deepseek-chat: {window: 1000}}
      providers:
        deepseek: {kind: deepseek, models: [deepseek-chat]}
        here: {base_url: '\(stage.server.url.text)/v1', models: [small]}
      """)
    let table = try await stage.run(["models"])
    #expect(table.exitCode == 0, "\(table)")
    #expect(table.outputText.contains("deepseek/deepseek-chat") && table.outputText.contains("alias fast"))
    #expect(table.outputText.contains("here/small"))
    let json = try await stage.run(["models", "--json", "chat", "deepseek/deep"]).json()
    let first = try #require(json["models"]?.elements?.first)
    #expect(first["window"] == .integer(1000))
    #expect(first["aliases"] == .array([.string("fast")]))
    #expect(first["usd_per_million_input"] != .null)

    try stage.configure("providers: {here: {base_url: '\(stage.server.url.text)/v1'}}\n")
    let remote = try await stage.run(["models", "--remote", "--json"]).json()
    let big = try #require(remote["models"]?.elements?.first { $0["name"]?.text == "here/big" })
    #expect(big["window"] == .integer(4096))
    let none = try await stage.run(["models", "no-such-model-at-all"])
    expectFailure(none, 66, saying: "no model is known")
  }
}
