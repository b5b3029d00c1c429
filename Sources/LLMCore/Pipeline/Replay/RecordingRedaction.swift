import Synchronization

/// Takes secrets out of what is recorded of one call, and puts placeholders in their place: what a person sends is their business,
/// what lies on the disk for months is ours.
///
/// Secrets are looked for in what is asked. In what is answered only those are replaced that were asked with: a password that a
/// model was asked to make up has to be kept.
final class RecordingRedaction: Sendable {
  private let redactor = Mutex(SecretRedactor(keepsLookalikes: true))
  /// The long text that was looked through last: a prompt comes as a turn, and once more in its question.
  private let last = Mutex<(text: String, redacted: String)?>(nil)
  private let keys: KeysInPlay

  /// What is shorter is looked through faster than it is compared, in bytes.
  private static let longText = 64 << 10

  /// - Parameter keys: those that no reply may tell either.
  init(hiding keys: KeysInPlay) { self.keys = keys }

  /// How many different values were found.
  var count: Int { redactor.withLock(\.count) }

  /// A text that was asked.
  func asked(_ text: String) -> String {
    let isLong = text.utf8.count >= Self.longText
    if isLong, let known = last.withLock({ $0 }), ByteSearch.areSame(known.text, text) { return known.redacted }
    let bytes = Array(text.utf8)
    let redacted = redactor.withLock { $0.redact(bytes[...]) }
    let result = redacted.secrets.isEmpty ? text : String(decoding: redacted.bytes, as: UTF8.self)
    if isLong { last.withLock { $0 = (text, result) } }
    return result
  }

  /// The question as it may be kept.
  func asked(_ question: RecordedQuestion) -> RecordedQuestion {
    var question = question.mapTexts(asked)
    question.withheldSecrets = count
    return question
  }

  /// A text that was answered.
  func answered(_ text: [UInt8]) -> [UInt8] { redactor.withLock { $0.redactKnown(text) } ?? text }

  /// The same of a text.
  func answered(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return redactor.withLock { $0.redactKnown(bytes) }.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// A call that was asked for.
  func answered(_ call: ToolCall) -> ToolCall {
    var call = call
    call.arguments = answered(call.arguments)
    return call
  }

  /// A try as it may be kept. Of a reply that tells a secret nothing is kept but the text: in a stream it stands in pieces.
  func kept(_ exchange: RecordedExchange, of answer: Answer) -> RecordedExchange {
    var exchange = exchange
    if count > 0 {
      exchange.requestBody = redactedBody(exchange.requestBody)
      exchange.requestTexts = exchange.requestTexts.map(asked)
    }
    if tellsSecret(exchange.replyBody, answer) { exchange.withholdReply() }
    return exchange
  }

  /// Whether a secret of the question can be read in a reply, or a key that its pieces tell together.
  private func tellsSecret(_ body: [UInt8], _ answer: Answer) -> Bool {
    let words =
      [answer.text, answer.reasoning, answer.refusal]
      + answer.toolCalls.flatMap { [Array($0.name.utf8), Array($0.arguments.utf8)] }
    let mask = keys.mask
    if words.contains(where: mask.finds) { return true }
    guard count > 0 else { return false }
    let texts = words + [body] + StreamedTexts.all(in: body).map(\.bytes)
    return redactor.withLock { redactor in texts.contains { redactor.redactKnown($0) != nil } }
  }

  /// A body of JSON with its texts redacted; empty for one that is none.
  private func redactedBody(_ body: [UInt8]) -> [UInt8] {
    guard let value = try? JSONReader.parse(body) else { return [] }
    return JSONWriter.bytes(of: value.mapTexts(asked))
  }
}
