/// What holds calls back: the switch that stops all, and budgets that are full or cannot be read.
struct SpendingCheck: Sendable {
  let context: AppContext

  /// Nothing where there is neither.
  func findings() async -> [Finding] {
    var findings: [Finding] = []
    do throws(LLMError) { try KillSwitch(context: context).check() } catch {
      findings.append(Finding(.note, "stop", "\(error.message); \(error.advice ?? "")"))
    }
    do throws(LLMError) {
      for entry in try await BudgetBook(context: context).entries() {
        let state = entry.isUsedUp ? "used up" : "\(entry.permille / 10) % used"
        findings.append(
          Finding(
            entry.isUsedUp ? .note : .good, "budget '\(entry.budget.name)'",
            "\(state): \(entry.budget.used(entry.use)) of \(entry.budget.shownLimit)"))
      }
    } catch {
      findings.append(Finding(.fault, "budgets", error.message))
    }
    return findings
  }
}
