/// What one try of a call cost, as far as anybody knows.
struct TryCharge {
  let charge: Charge

  /// - Parameters:
  ///   - answer: of this try alone.
  ///   - question: of whom it was asked.
  ///   - request: what was sent.
  init(_ answer: Answer, of question: Question, _ request: ChatRequest) {
    let pricing = Pricing(question, request, answer.servedTerms)
    guard Self.wasTaken(answer) else {
      charge = Charge(.free, usage: answer.usage)
      return
    }
    guard pricing.isCharged else {
      charge = Charge(.free, usage: answer.usage)
      return
    }
    if !answer.hasContent, answer.usage == Usage() {
      charge = Self.unanswered(question, request, pricing)
      return
    }
    // What a stream says of its tokens before its end is what it had then.
    let isEstimated =
      answer.hasContent && answer.finish == nil || answer.usage.input == nil || answer.usage.output == nil
    let usage = isEstimated ? Self.counted(answer, request) : answer.usage
    guard let price = pricing.price(usage) else {
      charge = Charge(.unpriced, usage: usage)
      return
    }
    charge = Charge(
      isEstimated ? .estimated : .told, amount: price.total, usage: usage,
      explanation: price.json)
  }

  /// Nobody charges again for an answer that was read along with another process, or had been kept.
  init(sharing answer: Answer, of question: Question) {
    let price = Pricing(question, question.request, answer.servedTerms).price(answer.usage)
    charge = Charge(.free, saved: price?.total ?? .zero)
  }

  /// Whether the provider may have worked on it: something came back, or it may have and got lost.
  private static func wasTaken(_ answer: Answer) -> Bool {
    answer.hasContent || answer.usage != Usage() || answer.failure.map(\.recovery.mayHaveBeenCharged) ?? true
  }

  /// It was sent and nothing came back: between nothing and the most that it can cost.
  private static func unanswered(_ question: Question, _ request: ChatRequest, _ pricing: Pricing) -> Charge {
    guard case .amount(let most) = CostLimit.most(question, request) else { return Charge(.unpriced) }
    return Charge(.possible, amount: most)
  }

  /// What the provider told, with what was counted here where it told nothing, or too little.
  private static func counted(_ answer: Answer, _ request: ChatRequest) -> Usage {
    var usage = answer.usage
    if usage.input == nil { usage.uncachedInput = CostForecast(request).cost.input }
    let text = answer.text.count == answer.textBytes ? tokens(answer.text) : answer.textBytes / 4
    let calls = answer.toolCalls.reduce(0) { $0 + CostForecast.tokens(in: $1.name + $1.arguments) }
    let words = text + calls + tokens(answer.refusal)
    usage.textOutput = max(usage.textOutput ?? 0, words)
    let thoughts = tokens(answer.reasoning)
    if thoughts > 0 { usage.reasoningOutput = max(usage.reasoningOutput ?? 0, thoughts) }
    return usage
  }

  private static func tokens(_ bytes: [UInt8]) -> Int {
    bytes.isEmpty ? 0 : CostForecast.tokens(in: String(decoding: bytes, as: UTF8.self))
  }
}

/// How a question's tokens are priced.
struct Pricing {
  private let listed: ModelPrice?
  private let terms: CallTerms
  /// Whether anybody takes money for it: a server of this machine does not, unless the configuration gives it a price.
  let isCharged: Bool

  init(_ question: Question, _ request: ChatRequest, _ served: ServedTerms = ServedTerms()) {
    listed = question.prices.price(of: request.model, provider: question.account.name, at: question.askedAt)
    isCharged = !question.route.isLocal || listed?.match == .configured
    func option(_ name: String) -> String? { request.options.last { $0.name == name }?.value.text }
    terms = CallTerms(
      at: question.askedAt, service: BilledService(wireName: served.service ?? option("service_tier")),
      region: Self.region(question.route.host, served.region ?? option("inference_geo")),
      isFast: (served.speed ?? option("speed")) == "fast")
  }

  /// Nil where there is no price, or nobody knows the tokens.
  func price(_ usage: Usage) -> CallPrice? { listed?.price(of: usage, under: terms) }

  /// By what the provider says of the place, else by the server's name.
  private static func region(_ host: String, _ named: String?) -> BilledRegion? {
    switch named?.lowercased() {
    case "us": return .us
    case "eu": return .eu
    default: break
    }
    let name = host.split(separator: "/").last.map { $0.split(separator: ":")[0] } ?? ""
    if name == "us.api.openai.com" { return .us }
    if name == "eu.api.openai.com" { return .eu }
    return name.hasSuffix("-aiplatform.googleapis.com") ? .regional : nil
  }
}
