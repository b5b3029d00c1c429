/// How far a reply has come: what every dialect's decoder has to know to keep events in order.
struct ReplyProgress {
  let account: Account
  private(set) var hasFinished = false
  var isAtEnd = false
  private var identity: (id: String?, model: String?) = (nil, nil)
  private var warnedOfLateContent = false

  init(account: Account) { self.account = account }

  /// Takes the id and the model; the first one of each counts, and either may come late.
  mutating func learn(id: String?, model: String?, _ emit: (StreamEvent) -> Void) {
    let known = identity
    identity = (known.id ?? id, known.model ?? model)
    if identity != known { emit(.identity(id: identity.id, model: identity.model)) }
  }

  /// Hands content on. What comes behind the end, as is seen after a laptop slept, belongs to nothing.
  mutating func pass(_ event: StreamEvent, _ emit: (StreamEvent) -> Void) {
    guard hasFinished else { return emit(event) }
    if !warnedOfLateContent { emit(.notice("content behind the end of the answer was ignored")) }
    warnedOfLateContent = true
  }

  /// Ends the answer; the first end counts.
  mutating func finish(_ finish: Finish, _ emit: (StreamEvent) -> Void) {
    guard !hasFinished else { return }
    hasFinished = true
    emit(.finish(finish))
  }

  /// Ends the answer with an error; nothing of the provider's stream can be counted on any more.
  mutating func fail(_ error: LLMError, _ emit: (StreamEvent) -> Void) {
    guard !hasFinished else { return }
    hasFinished = true
    emit(.failure(error))
  }

  /// Ends the answer with the error that the provider sent.
  mutating func fail(inStream error: JSONValue, _ emit: (StreamEvent) -> Void) {
    fail(HTTPFailure(account: account).error(inStream: error), emit)
  }

  /// Ends the answer where the provider gave up, in a word of its own.
  mutating func giveUp(_ reason: String, _ said: String?, _ emit: (StreamEvent) -> Void) {
    let words = said.map { ": " + account.mask.masked($0) } ?? ""
    fail(LLMError(.server, "\(account.name) gave up in the middle of the answer (\(reason))\(words)"), emit)
  }

  /// Ends the answer where the provider stopped before its end and would go on if it were asked.
  mutating func pause(_ reason: String, _ emit: (StreamEvent) -> Void) {
    fail(
      LLMError(
        .partial, "\(account.name) paused in the middle of the answer (\(reason))",
        advice: "Go on with 'llmctl chat -c'"), emit)
  }

  /// Reads an event; what is no JSON is told and passed over.
  func read(_ event: WireEvent, _ emit: (StreamEvent) -> Void) -> WireValue? {
    do {
      return try WireValue(event.data)
    } catch {
      if event.name != "ping", !event.data.starts(with: "[DONE]".utf8) {
        emit(
          .notice(
            "an event of \(event.data.count) bytes is not JSON: \(error.reason.rawValue) at byte \(error.offset)"))
      }
      return nil
    }
  }
}
