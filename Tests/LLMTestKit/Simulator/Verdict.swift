import LLMCore

/// What is wrong with a simulated run, as sentences; nothing where all is well.
package struct Verdict {
  private let scenario: Scenario
  private let record: SimulationRecord

  package init(_ scenario: Scenario, _ record: SimulationRecord) {
    self.scenario = scenario
    self.record = record
  }

  /// The complaints about a run of this kind.
  package func complaints(as kind: ScenarioClass) -> [String] {
    var complaints = everywhere
    switch kind {
    case .configuredRequests, .largeLimit, .killed, .stopped, .priorities, .impatient:
      complaints += window + [isTrue(record.rejections.isEmpty, "\(record.rejections.count) calls were rejected")]
    case .configuredTokens, .configuredConcurrency:
      complaints += [isTrue(record.rejections.isEmpty, "\(record.rejections.count) calls were rejected")]
    case .learnedBefore:
      complaints += window + [isTrue(record.rejections.isEmpty, "\(record.rejections.count) rejected")]
    case .outage, .manyPools: complaints += breaker
    case .noMoney: complaints += money
    default: break
    }
    complaints += throughput(kind)
    if kind == .priorities { complaints += priorities }
    if [.toldByHeaders].contains(kind) { complaints += firstBurst }
    return complaints.filter { !$0.isEmpty }
  }

  private func isTrue(_ condition: Bool, _ complaint: @autoclosure () -> String) -> String {
    condition ? "" : complaint()
  }

  /// Nobody is lost, nobody waits longer than wanted, and where nothing fails everybody is answered.
  private var everywhere: [String] {
    var complaints = [isTrue(record.ended == scenario.calls, "\(scenario.calls - record.ended) never ended")]
    let longest = scenario.provider.answer.upperBound + .seconds(15)
    if scenario.maxWait < .seconds(3600) {
      complaints.append(
        isTrue(record.longestLife <= scenario.maxWait + longest, "one lived \(record.longestLife.spoken)"))
    }
    complaints.append(isTrue(record.longestSleep <= .seconds(900), "one slept \(record.longestSleep.spoken)"))
    let unanswered = record.processes.count { $0.end != .answered && $0.end != .killed }
    if scenario.provider.outages.isEmpty, scenario.provider.money == nil, scenario.maxWait > .seconds(3600) {
      complaints.append(isTrue(unanswered == 0, "\(unanswered) of \(scenario.calls) were not answered"))
    }
    return complaints
  }

  /// No half-open window of a minute has more departures than the limit.
  private var window: [String] {
    guard let limit = scenario.provider.limits.first, limit.dimension == .requests else { return [] }
    let most = record.mostDepartures(in: .seconds(60))
    return [isTrue(most <= limit.units, "\(most) left in a minute that has room for \(limit.units)")]
  }

  private func throughput(_ kind: ScenarioClass) -> [String] {
    guard let limit = scenario.provider.limits.first, limit.dimension == .requests else { return [] }
    let share = record.utilisation(of: limit.units, of: scenario)
    switch kind {
    case .configuredRequests, .largeLimit, .learnedBefore, .priorities:
      return [isTrue(share >= 0.95, "only \(Int(share * 1000)) of 1000 of the limit were used")]
    case .stopped:
      // Each of them had a turn that nobody used.
      return [isTrue(share >= 0.9, "only \(Int(share * 1000)) of 1000 of the limit were used")]
    case .otherMachines:
      let left = 1 - scenario.provider.foreignCalls / Double(limit.units)
      return [
        isTrue(delay * left <= 1.5, "it took \(Int(delay * left * 100)) % of the ideal time"),
        isTrue(record.rejections.count <= scenario.calls, "\(record.rejections.count) rejections"),
      ]
    case .toldByHeaders, .toldByRejections, .toldNothing, .damage:
      return [isTrue(delay <= 1.5, "it took \(Int(delay * 100)) % of the ideal time")]
    default: return []
    }
  }

  /// How many times the ideal time it took: that of calls evenly spaced by the limit, or at once as far as it allows it, whatever
  /// takes longer.
  package var delay: Double {
    guard let limit = scenario.provider.limits.first else { return 1 }
    let paced = Duration.seconds(60) * (scenario.calls - 1) / limit.units
    let answer = (scenario.provider.answer.lowerBound + scenario.provider.answer.upperBound) / 2
    return record.elapsed / (paced + answer + scenario.provider.latency.upperBound * 2)
  }

  /// What is rejected left before the first reply was there.
  private var firstBurst: [String] {
    let burst = min(scenario.processes, scenario.calls)
    return [
      isTrue(record.rejections.count <= burst, "\(record.rejections.count) rejections of a burst of \(burst)")
    ]
  }

  private var breaker: [String] {
    guard let outage = scenario.provider.outages.first else { return [] }
    let failures = record.failures
    var complaints: [String] = []
    // The reply to the third failure is on its way for so long.
    let slack = outage.fault == .silence ? Duration.seconds(10.1) : .milliseconds(100)
    // Calls on their way when it opens still fail; after that only probes reach the host.
    if failures.count > 3 {
      let late = record.departures.filter { $0.moment > failures[2] + slack && $0.moment < outage.to }.map(
        \.moment)
      for (first, second) in zip(late, late.dropFirst()) where second - first < .seconds(4) {
        complaints.append("two probes within \((second - first).spoken)")
      }
    }
    let bound = 5 + Int(record.elapsed / .seconds(10)) + record.answered / 10 + 1
    complaints.append(
      isTrue(record.retries.count <= bound * scenario.pools, "\(record.retries.count) retries, more than \(bound)"))
    let first = record.acceptances.first { $0 >= outage.to }
    if let first, failures.count >= 3, !record.opens.isEmpty {
      let soon = record.acceptances.count { $0 >= first && $0 < first + .milliseconds(300) }
      complaints.append(isTrue(soon <= 2, "\(soon) calls at once after the host came back"))
    }
    if let end = record.processes.map(\.endedAt).max(), end > outage.to + .seconds(100) {
      complaints.append(isTrue(first.map { $0 < outage.to + .seconds(100) } ?? false, "it did not recover"))
    }
    return complaints
  }

  private var money: [String] {
    let most = scenario.provider.money ?? 0
    return [
      isTrue(record.answered == most, "\(record.answered) answered of \(most) paid"),
      isTrue(
        record.departures.count == scenario.calls, "\(record.departures.count) calls instead of \(scenario.calls)"),
    ]
  }

  /// Nobody of the background leaves while somebody interactive has waited for more than a moment.
  private var priorities: [String] {
    var overtaken = 0
    for departure in record.departures where record.processes[departure.process].priority == .background {
      let waiting = record.processes.contains {
        $0.priority == .interactive && $0.since + .milliseconds(300) < departure.moment
          && ($0.leftAt ?? $0.endedAt) > departure.moment
      }
      if waiting { overtaken += 1 }
    }
    return [isTrue(overtaken == 0, "background left \(overtaken) times before somebody interactive")]
  }
}
