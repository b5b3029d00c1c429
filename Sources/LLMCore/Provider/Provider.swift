/// A wire dialect: pure translation between llmctl's values and a provider's bytes. It does no I/O and keeps no policy.
package protocol Provider: Sendable {
  /// The request as HTTP. The key travels in a header, never in the URL.
  func call(for request: ChatRequest) -> HTTPCall

  /// A fresh decoder for one reply.
  func makeDecoder() -> any ReplyDecoder

  /// What an HTTP status other than 200 means. `body` may be cut to its first part; `now` is the time of day.
  func failure(status: Int, headers: [HTTPHeader], body: [UInt8], now: Timestamp) -> LLMError
}

/// Turns one reply, piece by piece or whole, into stream events. Text is handed on as it came; see `StreamEvent`.
package protocol ReplyDecoder {
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
}
