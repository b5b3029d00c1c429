import LLMCore
import Testing

/// What may be kept, and for how long.
@Suite struct CachePolicyTests {
  private func policy(
    _ options: [JSONMember] = [JSONMember("temperature", .number("0"))], mode: CacheUse.Mode = .automatic,
    ttl: Duration? = nil, task: TaskClass? = nil,
    _ circumstances: CachePolicy.Circumstances = CachePolicy.Circumstances()
  ) -> CachePolicy {
    var use = CacheUse()
    (use.mode, use.lifetime, use.task) = (mode, ttl, task)
    return CachePolicy(
      ChatRequest(model: "m", messages: [Message(.user, "p")], options: options), use, circumstances)
  }

  @Test(arguments: ["0", "0.0", "0.3", "0.30", "3e-1", "0.29999"])
  func `a low temperature makes answers that are the same`(temperature: String) {
    #expect(policy([JSONMember("temperature", .number(temperature))]).obstacle == nil)
  }

  @Test(arguments: ["0.31", "0.300001", "1", "2"])
  func `a higher one does not, but for a seed or a wish`(temperature: String) {
    let option = JSONMember("temperature", .number(temperature))
    #expect(policy([option]).obstacle == .sampling(temperature: temperature))
    #expect(policy([option, JSONMember("seed", .number("7"))]).obstacle == nil)
    #expect(policy([option], mode: .always).obstacle == nil)
    #expect(policy([option], mode: .only).obstacle == nil)
  }

  @Test func `nobody knows the temperature that a provider takes by itself`() {
    #expect(policy([]).obstacle == .sampling(temperature: nil))
    #expect(policy([JSONMember("top_p", .number("0.1"))]).obstacle == .sampling(temperature: nil))
    #expect(policy([JSONMember("seed", .number("7"))]).obstacle == nil)
    #expect(policy([], mode: .always).obstacle == nil)
  }

  @Test(arguments: [CacheUse.Mode.automatic, .always, .only])
  func `what may not be kept is not, whoever asks`(mode: CacheUse.Mode) {
    #expect(policy(mode: mode, .init(isRecorded: false)).obstacle == .unlogged)
    #expect(policy(mode: mode, .init(hasTools: true)).obstacle == .tools)
    #expect(policy(mode: mode, .init(isResumed: true)).obstacle == .resumed)
    #expect(policy(mode: mode, task: .live).obstacle == .live(option: nil))
    let search = [JSONMember("seed", .number("1")), JSONMember("web_search_options", .object([]))]
    #expect(policy(search, mode: mode).obstacle == .live(option: "web_search_options"))
  }

  @Test func `without a cache nothing is looked up`() { #expect(policy(mode: .never).obstacle == .switchedOff) }

  @Test(arguments: [
    (TaskClass.setup, 7 * 86_400), (.documentation, 86_400), (.code, 3600), (nil as TaskClass?, 3600),
  ])
  func `the class of a task says how long an answer holds`(task: TaskClass?, seconds: Int) {
    #expect(policy(task: task).lifetime == .seconds(seconds))
    #expect(policy(ttl: .seconds(5), task: task).lifetime == .seconds(5))
  }

  // MARK: Entries

  private static let storedAt = Timestamp(milliseconds: 1_000_000)

  private func entry(lifetime: Duration = .seconds(100), served: String? = "a", lately: String? = "a") -> CachedAnswer {
    var entry = CachedAnswer(
      call: nil, provider: "p", model: "m", modelServed: served, storedAt: Self.storedAt, lifetime: lifetime,
      finish: .stop, usage: Usage(), text: "t", reasoning: "")
    entry.servedLately = lately
    return entry
  }

  private func freshness(
    after milliseconds: Int64, _ entry: CachedAnswer? = nil, _ policy: CachePolicy? = nil
  ) -> CachePolicy.Freshness {
    let now = Timestamp(milliseconds: Self.storedAt.milliseconds + milliseconds)
    return (policy ?? self.policy()).freshness(of: entry ?? self.entry(), at: now)
  }

  @Test func `an entry holds until its time is over, to the millisecond`() {
    #expect(freshness(after: 0) == .fresh(.zero))
    #expect(freshness(after: 99_999) == .fresh(.milliseconds(99_999)))
    #expect(freshness(after: 100_000) == .tooOld(.seconds(100), limit: .seconds(100)))
  }

  @Test func `whoever asks may want it younger, and never gets it older`() {
    let impatient = policy(ttl: .seconds(10))
    #expect(freshness(after: 9_999, nil, impatient) == .fresh(.milliseconds(9_999)))
    #expect(freshness(after: 10_000, nil, impatient) == .tooOld(.seconds(10), limit: .seconds(10)))
    #expect(freshness(after: 100_000, nil, policy(ttl: .seconds(1000))) != .fresh(.seconds(100)))
    // An entry that was made to hold for a week holds for a week for those who do not say.
    let week = entry(lifetime: .seconds(7 * 86_400))
    #expect(freshness(after: 86_400_000, week) == .fresh(.seconds(86_400)))
    #expect(freshness(after: 86_400_000, week, policy(task: .code)) == .tooOld(.seconds(86_400), limit: .seconds(3600)))
  }

  @Test func `an entry of the future is not trusted`() { #expect(freshness(after: -1) == .fromTheFuture) }

  @Test func `an entry ends with the model that made it`() {
    #expect(freshness(after: 1, entry(lately: "b")) == .otherModel(then: "a", now: "b"))
    #expect(freshness(after: 1, entry(served: nil, lately: "b")) == .otherModel(then: nil, now: "b"))
    #expect(freshness(after: 1, entry(served: nil, lately: nil)) == .fresh(.milliseconds(1)))
  }
}
