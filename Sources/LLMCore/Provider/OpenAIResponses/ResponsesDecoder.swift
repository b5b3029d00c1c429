/// Decodes the reply of OpenAI's Responses, by its stream or as a whole. Of some sixty kinds of events a dozen count; the others,
/// and those that will be invented, are passed over.
struct ResponsesDecoder: ProgressDecoder {
  private(set) var progress: ReplyProgress
  private var output = ResponsesOutput()
  private let isResumable: Bool
  /// The limit in tokens that was asked for.
  private let outputLimit: Int?
  private var id: String?
  private var lastSequence: Int?

  /// - Parameter isResumable: whether the answer was asked for so that it can be picked up again. What comes twice then is passed
  ///   over.
  init(account: Account, isResumable: Bool = false, outputLimit: Int? = nil) {
    progress = ReplyProgress(account: account)
    (self.isResumable, self.outputLimit) = (isResumable, outputLimit)
  }

  var resumption: Resumption? {
    guard isResumable, !hasFinished, let id, let lastSequence else { return nil }
    return Resumption(id: id, lastSequence: lastSequence)
  }

  mutating func decode(_ event: WireEvent, _ emit: (StreamEvent) -> Void) {
    guard let value = progress.read(event, emit) else { return }
    guard isNew(value, emit) else { return }
    let type = value["type"]?.text ?? event.name
    switch type {
    case "response.created", "response.in_progress", "response.queued": learn(from: value["response"], emit)
    case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
      learn(from: value["response"], emit)
      finish(value["response"] ?? value, status: String(type.dropFirst("response.".count)), emit)
    case "error":
      progress.fail(inStream: (value["error"] ?? value).json, emit)
      progress.isAtEnd = true
    default:
      var events: [StreamEvent] = []
      output.take(value, type) { events.append($0) }
      for event in events { progress.pass(event, emit) }
      // Gateways send errors without saying that they are one.
      if !type.hasPrefix("response."), let error = value["error"] { progress.fail(inStream: error.json, emit) }
    }
  }

  mutating func decodeWhole(_ body: [UInt8], _ emit: (StreamEvent) -> Void) throws(JSONError) {
    let value = try WireValue(body)
    let response = value.elements.first ?? value
    learn(from: response, emit)
    finish(response, status: response["status"]?.text ?? "completed", emit)
  }

  /// Whether an event did not come before: after a broken connection some come twice.
  private mutating func isNew(_ value: WireValue, _ emit: (StreamEvent) -> Void) -> Bool {
    guard let number = value["sequence_number"]?.integer else { return true }
    if let last = lastSequence {
      guard number > last else { return false }
      if isResumable, number > last + 1 { emit(.warning("\(number - last - 1) event(s) of the answer are missing")) }
    }
    lastSequence = number
    return true
  }

  private mutating func learn(from response: WireValue?, _ emit: (StreamEvent) -> Void) {
    id = id ?? response?["id"]?.text
    progress.learn(id: response?["id"]?.text, model: response?["model"]?.text, emit)
  }

  // MARK: Ending

  private mutating func finish(_ response: WireValue, status: String, _ emit: (StreamEvent) -> Void) {
    var rest: [StreamEvent] = []
    output.takeRest(of: response) { rest.append($0) }
    for event in rest { progress.pass(event, emit) }
    let usage = response["usage"].map { InclusiveUsage(responses: $0.json).usage } ?? Usage()
    if usage != Usage() { emit(.usage(usage)) }
    if let service = response["service_tier"]?.text { emit(.terms(ServedTerms(service: service))) }
    progress.isAtEnd = true
    if let error = response["error"] { return progress.fail(inStream: error.json, emit) }
    switch status {
    case "completed": progress.finish(completion(usage), emit)
    case "incomplete":
      switch response["incomplete_details"]?["reason"]?.text ?? "no reason" {
      case "max_output_tokens": progress.finish(.length, emit)
      case "content_filter": progress.finish(.contentFilter, emit)
      case let reason: progress.pause(reason, emit)
      }
    default: progress.giveUp(status, nil, emit)
    }
  }

  /// What "completed" means. Servers that do not number their events (llama-server) also say it of an answer that the limit cut.
  private func completion(_ usage: Usage) -> Finish {
    if output.hasRefusal { return .refusal }
    if let outputLimit, lastSequence == nil, let tokens = usage.output, tokens >= outputLimit { return .length }
    return output.hasCalls ? .toolCalls : .stop
  }
}
