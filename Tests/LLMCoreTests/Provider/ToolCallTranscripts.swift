import LLMCore

/// Tool calls: C51 and C52, and the ways servers number them.
extension Transcript {
  static let toolCalls: [Transcript] = [
    Transcript(
      "a call in fragments, two calls interleaved",
      tools(#"{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}"#),
      tools(#"{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{\"y\""}}"#),
      tools(#"{"index":0,"function":{"arguments":"{\"x\":"}},{"index":1,"function":{"arguments":":2}"}}"#),
      tools(#"{"index":0,"function":{"arguments":"1}"}}"#), end("tool_calls"),
      gives: Reading(
        toolCalls: [
          ToolCall(id: "a", name: "f", arguments: #"{"x":1}"#), ToolCall(id: "b", name: "g", arguments: #"{"y":2}"#),
        ], finish: .toolCalls)),
    Transcript(
      "C51 arguments as an object",
      tools(#"{"index":0,"id":"a","function":{"name":"f","arguments":{"x":[1,"é"]}}}"#), end("tool_calls"),
      gives: Reading(toolCalls: [ToolCall(id: "a", name: "f", arguments: #"{"x":[1,"é"]}"#)], finish: .toolCalls)),
    Transcript(
      "C51 arguments null and empty",
      tools(#"{"index":0,"id":"a","function":{"name":"f","arguments":null}}"#),
      tools(#"{"index":1,"id":"b","function":{"name":"g","arguments":""}}"#), end("tool_calls"),
      gives: Reading(toolCalls: [ToolCall(id: "a", name: "f"), ToolCall(id: "b", name: "g")], finish: .toolCalls)),
    Transcript(
      "C51 arguments cut by the token limit",
      tools(#"{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\": \"ab"}}"#), end("length"),
      gives: Reading(
        toolCalls: [ToolCall(id: "a", name: "f", arguments: #"{"x": "ab"#)], finish: .length, error: .partial)),
    Transcript(
      "C52 a stop although tools were called",
      tools(#"{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}"#), end("stop"),
      gives: Reading(toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}")], finish: .toolCalls)),
    Transcript(
      "C52 tool_calls although none came", chunk(#""content":"a""#), end("tool_calls"), gives: Reading(text: "a")),
    Transcript(
      "index 0 for every call, told apart by ids",
      tools(#"{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}"#),
      tools(#"{"index":0,"id":"b","function":{"name":"f","arguments":"{\"x\":"}}"#),
      tools(#"{"index":0,"function":{"arguments":"1}"}}"#), end("tool_calls"),
      gives: Reading(
        toolCalls: [
          ToolCall(id: "a", name: "f", arguments: "{}"), ToolCall(id: "b", name: "f", arguments: #"{"x":1}"#),
        ], finish: .toolCalls)),
    Transcript(
      "no index at all",
      tools(#"{"id":"a","function":{"name":"f","arguments":"{\"x\":"}}"#), tools(#"{"function":{"arguments":"1}"}}"#),
      tools(#"{"id":"b","function":{"name":"g","arguments":"{}"}}"#), end("tool_calls"),
      gives: Reading(
        toolCalls: [
          ToolCall(id: "a", name: "f", arguments: #"{"x":1}"#), ToolCall(id: "b", name: "g", arguments: "{}"),
        ], finish: .toolCalls)),
    Transcript(
      "an index far away makes no room for others",
      tools(#"{"index":99999999,"id":"a","function":{"name":"f","arguments":"{}"}}"#), end("tool_calls"),
      gives: Reading(toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}")], finish: .toolCalls)),
    Transcript(
      "the old function_call", chunk(#""function_call":{"name":"f","arguments":"{\"x\""}"#),
      chunk(#""function_call":{"arguments":":1}"}"#), end("function_call"),
      gives: Reading(toolCalls: [ToolCall(name: "f", arguments: #"{"x":1}"#)], finish: .toolCalls)),
    Transcript(
      "B42 pieces that are no calls", tools(#"null,7,"x",{"index":-1,"function":null}"#), chunk(#""content":"a""#),
      end(), gives: Reading(text: "a", toolCalls: [ToolCall()], finish: .toolCalls)),
  ]

  private static func tools(_ calls: String) -> String { chunk(#""tool_calls":["# + calls + "]") }
}
