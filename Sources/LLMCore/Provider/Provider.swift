/// A wire dialect: pure translation between llmctl's values and a provider's bytes. It does no I/O and keeps no policy.
package protocol Provider: Sendable {
  /// Says what of the request this dialect cannot tell this model, before anything is sent.
  ///
  /// Returns what will be left out or changed, as sentences without a full stop. Throws `LLMError` of kind `usage` where the
  /// request would not mean any more what was asked.
  func check(_ request: ChatRequest) throws(LLMError) -> [String]

  /// The request as HTTP. The key travels in a header, never in the URL.
  func call(for request: ChatRequest) -> HTTPCall

  /// How much of a schema goes along with a request to a model of which this is known. What does not has to be asked for in
  /// the prompt.
  func schemaSupport(_ capabilities: ModelCapabilities) -> ModelCapabilities.SchemaSupport

  /// Whether a model of which this is known can be given the beginning of its answer (`ChatRequest.goesOn`).
  func takesPrefill(_ capabilities: ModelCapabilities) -> Bool

  /// A fresh decoder for one reply.
  func makeDecoder() -> any ReplyDecoder

  /// A fresh decoder for the reply to this request: some servers hide what only the request tells.
  func makeDecoder(for request: ChatRequest) -> any ReplyDecoder

  /// The call that goes on with an answer after the connection broke, its reply for the decoder that read the beginning; nil where
  /// the provider cannot.
  func resume(_ resumption: Resumption) -> HTTPCall?

  /// The call that has the provider give up an answer which would go on without anybody listening; nil where it stops by itself.
  func cancel(_ resumption: Resumption) -> HTTPCall?

  /// The question for the models that the server has, which costs nothing. `RemoteModels` reads the answer.
  var modelsCall: HTTPCall { get }

  /// What an HTTP status other than 200 means. `body` may be cut to its first part; `now` is the time of day.
  func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError
}

extension Provider {
  package func schemaSupport(_ capabilities: ModelCapabilities) -> ModelCapabilities.SchemaSupport {
    capabilities.schema ?? .schema
  }

  package func takesPrefill(_ capabilities: ModelCapabilities) -> Bool { false }

  package func makeDecoder(for request: ChatRequest) -> any ReplyDecoder { makeDecoder() }

  package func resume(_ resumption: Resumption) -> HTTPCall? { nil }

  package func cancel(_ resumption: Resumption) -> HTTPCall? { nil }
}

/// Turns one reply, piece by piece or whole, into stream events. Text is handed on as it came; see `StreamEvent`.
package protocol ReplyDecoder: Sendable {
  /// How a stream is cut into events.
  var framing: WireFraming { get }

  /// Takes one event of a stream.
  mutating func decode(_ event: WireEvent, _ emit: (StreamEvent) -> Void)

  /// Takes a whole body that came instead of a stream.
  ///
  /// Throws `JSONError` if it is not JSON.
  mutating func decodeWhole(_ body: [UInt8], _ emit: (StreamEvent) -> Void) throws(JSONError)

  /// Whether the provider has said that the answer is over: a reason to finish, or a refusal. A stream that ends without
  /// is partial.
  var hasFinished: Bool { get }

  /// Whether the provider has said that nothing more will come, not even the usage.
  var isAtEnd: Bool { get }

  /// Where the answer can be picked up again if the connection breaks now; nil where it cannot.
  var resumption: Resumption? { get }
}

extension ReplyDecoder {
  package var framing: WireFraming { .events }
  package var resumption: Resumption? { nil }
}
