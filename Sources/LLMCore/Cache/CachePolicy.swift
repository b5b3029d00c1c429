/// Says whether the answer to a request may come from the response cache, and how long it holds.
package struct CachePolicy: Sendable, Equatable {
  /// Why the cache is not used.
  package enum Obstacle: Sendable, Equatable {
    /// The user said so.
    case switchedOff
    /// Nothing of the call may be kept.
    case unlogged
    /// The model may ask for something to be done.
    case tools
    /// The answer goes on with another one.
    case resumed
    /// The answer is true only now: by its task, or by this option, which has the provider look something up.
    case live(option: String?)
    /// The sampling makes answers differ: the temperature as it was given, nil for the provider's own.
    case sampling(temperature: String?)

    /// A phrase that says why.
    package var phrase: String {
      switch self {
      case .switchedOff: "--no-cache was given"
      case .unlogged: "--no-log keeps nothing of the call"
      case .tools: "the model may ask for tools"
      case .resumed: "it goes on with an answer that broke off"
      case .live(nil): "answers to tasks of the class 'live' are true only once"
      case .live(let option?): "'\(option)' has the provider look up what is true just now"
      case .sampling(let temperature?):
        "a temperature of \(temperature) makes answers differ (above \(CachePolicy.warmest), and no seed)"
      case .sampling(nil): "there is neither a temperature of at most \(CachePolicy.warmest) nor a seed"
      }
    }
  }

  /// What is known of a request besides itself.
  package struct Circumstances: Sendable, Equatable {
    /// Whether prompt and answer may be kept.
    package var isRecorded: Bool
    package var hasTools: Bool
    package var isResumed: Bool

    package init(isRecorded: Bool = true, hasTools: Bool = false, isResumed: Bool = false) {
      (self.isRecorded, self.hasTools, self.isResumed) = (isRecorded, hasTools, isResumed)
    }
  }

  /// The highest temperature at which answers hardly differ.
  package static let warmest = "0.3"
  /// Options of providers that look things up while they answer.
  private static let lookups: Set<String> = [
    "web_search", "web_search_options", "search_parameters", "enable_search", "plugins", "search_mode",
  ]

  /// Nil where the cache may be used.
  package let obstacle: Obstacle?
  /// How long the answer holds once it is kept.
  package let lifetime: Duration
  /// How old an answer may be that was kept before; nil where nobody said, and the entry itself knows.
  package let oldest: Duration?

  package init(_ request: ChatRequest, _ use: CacheUse, _ circumstances: Circumstances = Circumstances()) {
    let usual = Self.lifetime(of: use.task ?? .code)
    obstacle = Self.obstacle(request, use, circumstances, isLive: usual == nil)
    lifetime = use.lifetime ?? usual ?? .zero
    oldest = use.lifetime ?? (use.task == nil ? nil : usual)
  }

  /// How long answers to tasks of a class hold; nil for not at all.
  package static func lifetime(of task: TaskClass) -> Duration? {
    switch task {
    case .setup: .seconds(7 * 86_400)
    case .documentation: .seconds(86_400)
    case .code, .review, .summary, .extraction, .chat, .reasoning: .seconds(3600)
    case .live: nil
    }
  }

  private static func obstacle(
    _ request: ChatRequest, _ use: CacheUse, _ circumstances: Circumstances, isLive: Bool
  ) -> Obstacle? {
    if use.mode == .never { return .switchedOff }
    if !circumstances.isRecorded { return .unlogged }
    if circumstances.hasTools || !request.tools.isEmpty { return .tools }
    if circumstances.isResumed || request.goesOn { return .resumed }
    if isLive { return .live(option: nil) }
    if let lookup = request.options.first(where: { lookups.contains($0.name) }) { return .live(option: lookup.name) }
    // Whoever asks for the cache by name knows how the answers came there.
    guard use.mode == .automatic else { return nil }
    if request.options.contains(where: { $0.name == "seed" }) { return nil }
    guard case .number(let text)? = request.options.last(where: { $0.name == "temperature" })?.value else {
      return .sampling(temperature: nil)
    }
    guard let temperature = Double(text), let warmest = Double(warmest), temperature <= warmest else {
      return .sampling(temperature: text)
    }
    return nil
  }

  /// Whether an entry can be used at a moment.
  package func freshness(of entry: CachedAnswer, at now: Timestamp) -> Freshness {
    let age = Duration.milliseconds(now.milliseconds - entry.storedAt.milliseconds)
    let limit = min(entry.lifetime, oldest ?? entry.lifetime)
    // Somebody set the clock back: nobody knows how old it is.
    if age < .zero { return .fromTheFuture }
    if age >= limit { return .tooOld(age, limit: limit) }
    if entry.modelServed != entry.servedLately {
      return .otherModel(then: entry.modelServed, now: entry.servedLately)
    }
    return .fresh(age)
  }

  /// Whether an entry still holds.
  package enum Freshness: Sendable, Equatable {
    /// It does, and is so old.
    case fresh(Duration)
    case tooOld(Duration, limit: Duration)
    /// It is younger than now.
    case fromTheFuture
    /// The provider has another model answer by now.
    case otherModel(then: String?, now: String?)

    /// A phrase that says what is wrong with it, or nothing.
    package var phrase: String {
      switch self {
      case .fresh(let age): "it is \(age.spoken) old"
      case .tooOld(let age, let limit): "it is \(age.spoken) old, and holds for \(limit.spoken)"
      case .fromTheFuture: "it was kept at a time that is still to come; the clock was set back"
      case .otherModel(let then, let now):
        "\(then ?? "an unnamed model") answered then, and \(now ?? "an unnamed model") does now"
      }
    }
  }
}
