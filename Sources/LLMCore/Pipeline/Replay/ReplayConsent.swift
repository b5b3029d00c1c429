/// What is said before calls are made again, and what is asked.
struct ReplayConsent: Sendable {
  /// More of them are asked about first.
  private static let unasked = 1

  let context: AppContext
  let reporter: Reporter

  /// Says what is not as it was, though nobody changed it.
  func tell(_ sources: [ReplaySource]) {
    let withheld = sources.filter { $0.withheldSecrets > 0 }.count
    if withheld > 0 {
      reporter.warning(
        "placeholders are sent in the place of secrets that were not recorded (\(withheld == 1 ? "1 call" : "\(withheld) calls"))"
      )
    }
    let reconstructed = sources.filter(\.isReconstructed).count
    if reconstructed > 0 {
      reporter.warning(
        "of \(reconstructed == 1 ? "1 call" : "\(reconstructed) calls") only the texts are known; options are those of now, "
          + "and images are missing")
    }
  }

  /// Asks whether so many calls are meant.
  ///
  /// Throws `LLMError`: `usage` where nobody can be asked and nobody said yes, `interrupted` where somebody says no.
  func ask(_ count: Int, _ invocation: ReplayInvocation) throws(LLMError) {
    guard count > Self.unasked, !invocation.isSure else { return }
    guard context.console.errorIsTerminal, context.terminal.hasPerson else {
      throw LLMError(
        .usage, "this makes \(count.grouped) calls", advice: "Add --yes, or --estimate to see what they will cost")
    }
    guard context.terminal.agrees(to: .line("Make these \(count.grouped) calls? [y/N] ")) else {
      throw LLMError(.interrupted, "nothing was asked")
    }
  }
}
