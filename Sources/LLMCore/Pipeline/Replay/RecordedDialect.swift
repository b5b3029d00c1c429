/// Which language a recorded try spoke, told by where it was sent: for looking at it again, without a configuration.
enum RecordedDialect {
  /// The profile of servers that have this address; nil for one that is not known.
  static func profile(of exchange: RecordedExchange) -> ServerProfile? {
    let path = exchange.url.prefix { $0 != "?" && $0 != "#" }
    if path.hasSuffix("/chat/completions") { return .compatible }
    if path.hasSuffix("/messages") { return .anthropic }
    if path.contains("/responses") { return .responses }
    if path.hasSuffix("/api/chat") { return .ollama }
    if path.hasSuffix(":generateContent") || path.hasSuffix(":streamGenerateContent") { return .gemini }
    return nil
  }
}
