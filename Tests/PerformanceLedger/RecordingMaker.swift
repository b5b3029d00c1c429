import LLMCore

/// Makes up what was asked and answered: prompts of a few sentences, a system text that is always the same, and answers that came as
/// streams of some hundred pieces. Words are as frequent as words are.
struct RecordingMaker {
  private static let vocabulary = 20_000
  private var random: UInt64
  private let system: String

  init(seed: UInt64) {
    random = seed
    var maker = Self(random: 3)
    system = maker.text(words: 300)
  }

  private init(random: UInt64) { (self.random, system) = (random, "") }

  private mutating func next() -> UInt64 {
    random &+= 0x9E37_79B9_7F4A_7C15
    var mixed = random
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The word of rank r comes about 1/r as often as the first one.
  private mutating func word() -> String {
    var rank = 1
    while rank < Self.vocabulary, next() % 10 < 7 { rank *= 2 }
    return "w\(UInt64(rank) + next() % UInt64(rank))"
  }

  private mutating func text(words: Int) -> String {
    (0..<words).map { _ in word() }.joined(separator: " ")
  }

  /// Gives a call its texts, and its recording unless it is to be kept without one.
  mutating func write(_ intent: inout CallIntent, _ outcome: inout CallOutcome, isKept: Bool) {
    let (prompt, answer) = (text(words: 40), text(words: 150))
    (intent.system, intent.prompt) = (system, prompt)
    if outcome.answer != nil { outcome.answer = answer }
    guard isKept else { return }
    let request = ChatRequest(
      model: intent.modelAsked, messages: [Message(.system, system), Message(.user, prompt)],
      options: [JSONMember("temperature", .number("0.2"))])
    intent.question = RecordedQuestion(request: request)
    var exchange = RecordedExchange(
      method: "POST", url: "https://api.test/v1/chat/completions",
      requestHeaders: [
        HTTPHeader("content-type", "application/json"), HTTPHeader("authorization", RecordedExchange.withheld),
      ],
      requestBody: JSONWriter.bytes(of: request.json), sentAfter: 12)
    exchange.requestTexts = request.texts
    exchange.status = 200
    exchange.replyHeaders = [
      HTTPHeader("content-type", "text/event-stream"), HTTPHeader("x-request-id", "req_\(next())"),
      HTTPHeader("x-ratelimit-remaining-requests", "\(next() % 10_000)"), HTTPHeader("server", "cloudflare"),
    ]
    for (index, word) in answer.split(separator: " ").enumerated() {
      exchange.replyBody +=
        Array(
          #"data: {"id":"chatcmpl-\#(intent.modelAsked)","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"\#(word) "}}]}"#
            .utf8) + [0x0A, 0x0A]
      exchange.pieces.append(.init(offset: 300_000 + index * 20_000, end: exchange.replyBody.count))
    }
    outcome.exchange = exchange
  }
}
