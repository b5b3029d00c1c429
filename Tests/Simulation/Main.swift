import Glibc
import LLMTestKit

/// Simulates crowds of llmctl processes in virtual time, and prints what came of it.
///
///     llmctl-simulate [SCENARIOS [FIRST-SEED]]
@main
enum Main {
  static func main() {
    let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
    let (count, first) = (numbers.first ?? 200, numbers.dropFirst().first ?? 0)
    var table = SimulationTable()
    for kind in ScenarioClass.allCases { table.add(SimulationTable.row(of: kind, seeds: first..<(first + count))) }
    print(table.text)
    let complaints = table.rows.flatMap(\.complaints)
    for complaint in complaints { print(complaint) }
    if !complaints.isEmpty { exit(1) }
  }
}
