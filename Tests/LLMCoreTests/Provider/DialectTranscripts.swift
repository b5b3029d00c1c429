import LLMCore

/// One conversation's worth of each dialect on the whole reading path: the framing is found out, text is mended, the end is
/// judged.
extension Transcript {
  static let dialects: [Transcript] = [
    Transcript(
      "Messages",
      body: """
        event: message_start
        data: {"type":"message_start","message":{"id":"m1","model":"c","usage":{"input_tokens":3,"output_tokens":1}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"why"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"a\\ud83d"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"\\ude00"}}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

        event: message_stop
        data: {"type":"message_stop"}


        """,
      Reading(
        text: "a😀", reasoning: "why", usage: Usage(uncachedInput: 3, textOutput: 2), model: "c", requestID: "m1"),
      profile: .anthropic),
    Transcript(
      "Messages, an end that never comes",
      body: "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n",
      Reading(text: "a", finish: nil, error: .partial), profile: .anthropic),
    Transcript(
      "Messages, a whole answer",
      body: #"{"id":"m1","type":"message","content":[{"type":"text","text":"a"}],"stop_reason":"max_tokens"}"#,
      Reading(text: "a", finish: .length, requestID: "m1", error: .partial), profile: .anthropic),
    Transcript(
      "Responses",
      body: """
        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":0,"item_id":"i","delta":"a"}

        event: response.completed
        data: {"type":"response.completed","sequence_number":1,"response":{"id":"r","model":"g","usage":{"input_tokens":1,"output_tokens":2}}}


        """,
      Reading(text: "a", usage: Usage(uncachedInput: 1, textOutput: 2), model: "g", requestID: "r"),
      profile: .responses),
    Transcript(
      "Gemini",
      body: "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}],"
        + "\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":2},\"responseId\":\"r\"}\r\n\r\n",
      Reading(text: "a", usage: Usage(uncachedInput: 1, textOutput: 2), requestID: "r"), profile: .gemini),
    Transcript(
      "Gemini, an error over several lines in the middle",
      body: "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\r\n\r\n"
        + "{\n  \"error\": {\n    \"code\": 503,\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n",
      Reading(text: "a", finish: nil, error: .partial), profile: .gemini),
    Transcript(
      "Gemini, a blocked prompt", body: "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\r\n\r\n",
      Reading(finish: nil, error: .contentFilter), profile: .gemini),
    Transcript(
      "Ollama",
      body: """
        {"model":"q","message":{"role":"assistant","content":"a\\ud83d"},"done":false}
        {"model":"q","message":{"role":"assistant","content":"\\ude00"},"done":false}
        {"model":"q","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":2}

        """,
      Reading(text: "a😀", usage: Usage(uncachedInput: 1, textOutput: 2), model: "q"), profile: .ollama),
    Transcript(
      "Ollama, an error in the middle",
      body: "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"error\":\"model runner has unexpectedly stopped\"}\n",
      Reading(text: "a", finish: nil, error: .partial), profile: .ollama),
    Transcript(
      "Ollama, an end that never comes", body: "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"mess",
      Reading(text: "a", finish: nil, error: .partial), profile: .ollama),
  ]
}
