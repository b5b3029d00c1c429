/// Who is asked to keep to a schema; each takes another part of JSON Schema.
package enum SchemaTarget: String, Sendable, CaseIterable {
  /// OpenAI's strict mode, and those that copied it.
  case openAIStrict
  /// Anthropic's `output_config.format` and strict tools.
  case anthropic
  /// Gemini's `responseJsonSchema`.
  case gemini
  /// A grammar made of the schema: llama-server, Ollama, vLLM, LM Studio.
  case grammar
  /// A server that can only be asked for some JSON object.
  case jsonObject
}
