import LLMCore

/// A kind of scenario, with what must hold in each of it.
package enum ScenarioClass: String, Sendable, CaseIterable {
  case configuredRequests = "requests, configured"
  case configuredTokens = "tokens, configured"
  case configuredConcurrency = "concurrency, configured"
  case largeLimit = "over 10,000 a minute"
  case smallLimit = "one person, 1 to 10 a minute"
  case learnedBefore = "learned by an earlier call"
  case toldByHeaders = "unknown, headers tell"
  case toldByRejections = "unknown, Retry-After only"
  case toldNothing = "unknown, no headers at all"
  case otherMachines = "others use the limit too"
  case killed = "kill -9"
  case stopped = "Ctrl-Z"
  case outage = "outage"
  case manyPools = "outage, three pools"
  case noMoney = "quota error"
  case damage = "state lost or damaged"
  case clocks = "clock set, reboot"
  case priorities = "interactive first"
  case impatient = "short --max-wait"

  /// The scenario of this kind that a seed stands for.
  package func scenario(seed: UInt64) -> Scenario {
    var random = SeededRandom(seed: seed &* 31 &+ UInt64(rawValue.utf8.count))
    var scenario = Scenario(seed: seed)
    switch self {
    case .configuredRequests, .killed, .stopped, .damage, .clocks, .priorities, .impatient:
      scenario.limitRequests(random.pick([20, 30, 30, 60, 60, 120]), isConfigured: true, &random)
    case .configuredTokens: scenario.limitTokens(&random)
    case .configuredConcurrency: scenario.limitConcurrency(&random)
    case .largeLimit:
      scenario.limitRequests(random.integer(10_001...15_000), isConfigured: true, &random)
      (scenario.calls, scenario.processes) = (500, 30)
      scenario.provider.answer = .milliseconds(20)...(.milliseconds(80))
      scenario.provider.latency = .milliseconds(1)...(.milliseconds(5))
      scenario.pause = .microseconds(100)...(.milliseconds(2))
    case .smallLimit:
      scenario.limitRequests(random.integer(1...10), isConfigured: random.chance(0.5), &random)
      scenario.provider.headers = .openAI
      (scenario.calls, scenario.processes, scenario.interactiveShare) = (10, 1, 1)
      scenario.pause = .seconds(1)...(.seconds(60))
    case .learnedBefore, .toldByHeaders:
      scenario.limitRequests(random.pick([10, 20, 30, 60, 60, 120]), isConfigured: false, &random)
      scenario.goesAhead = self == .learnedBefore
      scenario.provider.headers = random.pick([.openAI, .anthropic])
    case .toldByRejections, .toldNothing:
      scenario.limitRequests(random.pick([10, 20, 30, 60, 60, 120]), isConfigured: false, &random)
      scenario.provider.tellsWait = self == .toldByRejections
    case .otherMachines:
      scenario.limitRequests(random.pick([30, 60, 120]), isConfigured: random.chance(0.5), &random)
      scenario.provider.headers = random.pick([.openAI, .anthropic])
      scenario.provider.foreignCalls = Double(scenario.provider.limits[0].units) * (0.2 + 0.6 * random.fraction())
    case .outage, .manyPools: scenario.breakDown(&random)
    case .noMoney: scenario.provider.money = random.integer(0...10)
    }
    addTrouble(to: &scenario, &random)
    return scenario
  }

  /// What goes wrong on this side.
  private func addTrouble(to scenario: inout Scenario, _ random: inout SeededRandom) {
    let moments = Duration.seconds(1)...(.seconds(40))
    switch self {
    case .killed: scenario.killShare = 0.3
    case .stopped:
      for _ in 0..<random.integer(1...3) {
        scenario.accidents.append((random.duration(moments), .processStopped(for: Scenario.longStop)))
      }
    case .damage:
      for _ in 0..<random.integer(1...3) {
        scenario.accidents.append(
          (random.duration(moments), random.pick([.stateDeleted, .stateIsGarbage, .stateIsCut])))
      }
    case .clocks:
      for _ in 0..<random.integer(1...2) {
        let years = Duration.seconds(86_400 * random.integer(-2000...2000))
        scenario.accidents.append((random.duration(moments), .wallClockSet(by: years)))
        if random.chance(0.5) { scenario.accidents.append((random.duration(moments), .reboot)) }
      }
    case .priorities: scenario.interactiveShare = 0.15
    case .impatient: scenario.maxWait = .milliseconds(random.integer(0...20_000))
    case .manyPools: scenario.pools = 3
    default: break
    }
  }
}

extension Scenario {
  /// A limit of requests, of either form, and enough processes to use it up.
  fileprivate mutating func limitRequests(_ units: Int, isConfigured: Bool, _ random: inout SeededRandom) {
    let form: HiddenLimit.Form =
      random.chance(0.5) ? .slidingWindow : .tokenBucket(capacity: random.chance(0.5) ? units : max(2, units / 10))
    provider.limits = [HiddenLimit(.requests, units: units, form: form)]
    if isConfigured { configured.requests = units }
    calls = max(30, units * 5 / 4)
    // Enough of them to keep the limit busy although most of their time goes into waiting for answers.
    processes = 4 + units / 12 + random.integer(0...10)
  }

  fileprivate mutating func limitTokens(_ random: inout SeededRandom) {
    let units = random.integer(20_000...200_000)
    let dimension = random.pick([LimitDimension.tokens, .inputTokens, .outputTokens])
    provider.limits = [HiddenLimit(dimension, units: units, form: .tokenBucket(capacity: units))]
    switch dimension {
    case .inputTokens: configured.inputTokens = units
    case .outputTokens: configured.outputTokens = units
    default: configured.tokens = units
    }
    input = 100...random.integer(200...4000)
    output = 100...random.integer(200...4000)
    // As many as the limit lets through in six seconds: their answers take one and a half, and need half of what they reserve.
    let mean = (input.lowerBound + input.upperBound) / 2
    (calls, processes) = (160, 8 + units / 10 / mean)
  }

  fileprivate mutating func limitConcurrency(_ random: inout SeededRandom) {
    let places = random.integer(1...8)
    provider.concurrency = places
    configured.concurrency = places
    provider.latency = .milliseconds(1)...(.milliseconds(10))
    (calls, processes) = (60, random.integer(4...30))
  }

  /// An outage of at most two minutes in the middle of much work.
  fileprivate mutating func breakDown(_ random: inout SeededRandom) {
    let from = Duration.seconds(2 + 5 * random.fraction())
    let fault = random.pick(ProviderTraits.Fault.allCases)
    provider.outages = [
      ProviderTraits.Outage(from: from, to: from + .seconds(random.integer(1...120)), fault: fault)
    ]
    processes = random.integer(3...25)
    // Whoever finds the breaker open ends at once, so there are many, one after the other.
    pause = .milliseconds(100)...(.seconds(10))
    calls = 15 * processes
    if calls > 200 { calls = 200 }
  }
}
