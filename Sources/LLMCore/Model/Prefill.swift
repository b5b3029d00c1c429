/// How a server is given the beginning of an answer. The raw value is its name in the configuration.
package enum Prefill: String, Sendable, CaseIterable {
  /// Not at all.
  case none
  /// The last message is simply the assistant's (llama-server).
  case trailing
  /// With `continue_final_message` (vLLM, SGLang).
  case flag
  /// With `prefix` on the message (Mistral, DeepSeek's beta).
  case prefix
}
