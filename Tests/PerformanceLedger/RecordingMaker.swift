import LLMCore
import LLMTestKit

/// Makes up what was asked and answered: prompts of a few sentences, a system text that is always the same, and answers that came as
/// streams of some hundred pieces. Words are as frequent as words are.
struct RecordingMaker {
  private static let vocabulary = 20_000
  private var random: SeededRandom
  private let system: String

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    var maker = Self(random: SeededRandom(seed: 3))
    system = maker.text(words: 300)
  }

  private init(random: SeededRandom) { (self.random, system) = (random, "") }

  /// The word of rank r comes about 1/r as often as the first one.
  private mutating func word() -> String {
    var rank = 1
    while rank < Self.vocabulary, random.next() % 10 < 7 { rank *= 2 }
    return "w\(UInt64(rank) + random.next() % UInt64(rank))"
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
      HTTPHeader("content-type", "text/event-stream"), HTTPHeader("x-request-id", "req_\(random.next())"),
      HTTPHeader("x-ratelimit-remaining-requests", "\(random.next() % 10_000)"), HTTPHeader("server", "cloudflare"),
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
