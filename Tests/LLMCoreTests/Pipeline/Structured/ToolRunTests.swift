import LLMTestKit
import Testing

@testable import LLMCore

/// `llmctl chat --tools`: definitions go out, calls come back as JSON, and nothing is ever run.
@Suite struct ToolRunTests {
  private static let file = #"""
    [{"type":"function","function":{"name":"weather","description":"The weather","parameters":
      {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}}},
     {"name":"time","input_schema":{"type":"object","properties":{}}}]
    """#

  private static func call(_ name: String, _ arguments: String) -> ScriptedTransport.Reply {
    let quoted = JSONWriter.text(of: .string(arguments))
    return .sse([
      #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"\#(name)","arguments":\#(quoted)}}]}}]}"#,
      #"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#,
    ])
  }

  private static func scene(_ replies: ScriptedTransport.Reply..., tools: String = file) -> ChatScene {
    var scene = ChatScene(replies, words: "weather?")
    scene.stage.files["/tools.json"] = .file(Array(tools.utf8))
    scene.invocation.tools = "/tools.json"
    return scene
  }

  @Test func `a call that fits is a line of JSON`() async throws {
    let scene = Self.scene(Self.call("weather", #"{"city":"Kyiv"}"#))
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "{\"id\":\"c1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Kyiv\"}}\n")
    let tools = try JSONReader.parse(scene.body)["tools"]?.elements
    #expect(tools?.map { $0["function"]?["name"]?.text } == ["weather", "time"])
  }

  @Test func `arguments that do not fit are asked for again, and never printed`() async throws {
    let scene = Self.scene(
      Self.call("weather", #"{"days":"two"}"#), Self.call("weather", #"{"city":"Kyiv","days":2}"#))
    #expect(try await scene.run() == .complete)
    #expect(scene.output.contains(#""arguments":{"city":"Kyiv","days":2}"#))
    #expect(scene.body.contains("the arguments of weather"))

    let unknown = Self.scene(Self.call("rm", "{}"), Self.call("rm", "{}"))
    #expect(try await unknown.run() == .dataError)
    #expect(unknown.output == "")
    #expect(unknown.notes.last?.contains("there is no tool 'rm'; there are weather, time") == true)
  }

  @Test func `words without a call are the answer`() async throws {
    let scene = Self.scene(.sse([Payload.text("It rains."), Payload.stop]))
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "It rains.")
  }

  @Test func `a choice is sent, and one that is no tool is refused`() async throws {
    var scene = Self.scene(Self.call("time", "{}"))
    scene.invocation.toolChoice = "time"
    _ = try await scene.run()
    #expect(scene.body.contains(#""tool_choice":{"type":"function","function":{"name":"time"}}"#))
    scene.invocation.toolChoice = "rain"
    #expect(await scene.failure()?.code == .usage)
  }

  @Test(arguments: [
    ("nonsense", "is not JSON"), ("[]", "holds no tools"), (#"[{"name":"a b"}]"#, "tool 1 needs a name"),
    (#"[{"name":"a"},{"name":"a"}]"#, "has the tool 'a' twice"),
    (#"[{"name":"a","parameters":{"type":"strin"}}]"#, "are no JSON Schema"),
  ])
  func `a file that holds no tools is an error before anything is sent`(text: String, words: String) async throws {
    let scene = Self.scene(tools: text)
    let error = await scene.failure()
    #expect(error?.code == .inputInvalid)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(scene.stage.transport.calls.isEmpty)
  }
}
