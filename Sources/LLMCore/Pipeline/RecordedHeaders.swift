/// Which headers are recorded with their values. Whatever is not known to be harmless is recorded by its name alone.
enum RecordedHeaders {
  private static let sent: Set<String> = [
    "accept", "accept-encoding", "content-type", "content-length", "user-agent", "anthropic-version", "anthropic-beta",
    "openai-beta", "idempotency-key", "x-stainless-retry-count",
  ]

  /// Headers of replies that may hold what opens something.
  private static let secretReplies: Set<String> = ["set-cookie", "set-cookie2", "authorization", "www-authenticate"]

  /// The headers of a request without its credentials.
  static func sent(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    headers.map { sent.contains($0.name) ? $0 : HTTPHeader($0.name, RecordedExchange.withheld) }
  }

  /// The headers of a reply without its cookies.
  static func received(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    headers.map { secretReplies.contains($0.name) ? HTTPHeader($0.name, RecordedExchange.withheld) : $0 }
  }
}
