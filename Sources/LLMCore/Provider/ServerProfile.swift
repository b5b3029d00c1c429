/// How servers that speak Chat Completions differ from each other.
package struct ServerProfile: Sendable, Equatable {
  /// The parameter that limits the answer: OpenAI's reasoning models refuse `max_tokens`, most other servers know nothing
  /// else.
  package var outputLimitName: String
  /// Whether to ask OpenAI to leave out the random padding in each chunk.
  package var refusesObfuscation: Bool
  /// The header the key goes into, and what stands before it.
  package var keyHeader: String
  package var keyPrefix: String
  /// Whether this server is known to end streams with `[DONE]` and no reason to finish (LightLLM does).
  package var omitsFinishReason: Bool
  /// How this server is given the beginning of an answer to go on with.
  package var prefill = Prefill.none

  /// OpenAI itself.
  package static let openAI = ServerProfile(
    outputLimitName: "max_completion_tokens", refusesObfuscation: true, keyHeader: "authorization",
    keyPrefix: "Bearer ", omitsFinishReason: false)

  /// Everything that copies OpenAI's API: llama-server, vLLM, Ollama, LM Studio, gateways, other providers.
  package static let compatible = ServerProfile(
    outputLimitName: "max_tokens", refusesObfuscation: false, keyHeader: "authorization", keyPrefix: "Bearer ",
    omitsFinishReason: false)

  /// Azure OpenAI: the key has a header of its own.
  package static let azure = ServerProfile(
    outputLimitName: "max_completion_tokens", refusesObfuscation: false, keyHeader: "api-key", keyPrefix: "",
    omitsFinishReason: false)
}
