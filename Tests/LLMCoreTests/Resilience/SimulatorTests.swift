import LLMCore
import LLMTestKit
import Testing

/// Crowds of processes in virtual time: what must hold in each class of scenarios is in `Verdict`. `make simulate` prints the
/// table.
@Suite struct SimulatorTests {
  /// Scenarios of each class; `make simulate` runs more of them.
  private static let scenarios: UInt64 = 110

  @Test(arguments: ScenarioClass.allCases)
  func `Every scenario of a class holds its promises`(kind: ScenarioClass) {
    let row = SimulationTable.row(of: kind, seeds: 0..<Self.scenarios)
    #expect(row.complaints.isEmpty)
  }

  @Test func `The same seed is the same run`() {
    let scenario = ScenarioClass.killed.scenario(seed: 7)
    let runs = (0..<2).map { _ in Simulation.run(scenario) }
    #expect(runs[0].departures.map(\.moment) == runs[1].departures.map(\.moment))
    #expect(runs[0].processes.map(\.end) == runs[1].processes.map(\.end))
  }

  @Test func `A limit that is configured too high is noticed`() {
    var scenario = ScenarioClass.configuredRequests.scenario(seed: 1)
    scenario.configured.requests = (scenario.configured.requests ?? 0) * 2
    let record = Simulation.run(scenario)
    #expect(!Verdict(scenario, record).complaints(as: .configuredRequests).isEmpty)
  }
}
