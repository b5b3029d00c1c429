/// `llmctl cost correct`: puts what a provider says that it charged in the place of an estimate.
package struct CostCorrection: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Corrects one call's last try. Sums, reports and budgets have the new amount at once.
  ///
  /// Throws `LLMError` where there is no such call, or its cost is known by the provider's own tokens.
  package func run(_ reference: String, to amount: Money) async throws(LLMError) -> ExitCode {
    let call: CallRecord?
    do throws(LedgerError) {
      // What dead processes had set aside is counted first: such a call has a charge to be corrected then.
      _ = try await context.ledger.uses(of: [])
      call = try await context.ledger.call(reference)
    } catch {
      throw LLMError(.inputMissing, error.sentence)
    }
    guard let call else {
      throw LLMError(
        .inputMissing, "there is no call '\(SafeText.line(reference).text)'",
        advice: "'llmctl replay list' shows what there is")
    }
    let charge = Charge(
      .told, amount: amount, usage: Self.usage(call),
      explanation: .object([JSONMember("source", .string("correction"))]))
    let isCorrected: Bool
    do throws(LedgerError) { isCorrected = try await context.ledger.correct(call.id, charge) } catch {
      throw LLMError(.cannotWrite, error.sentence)
    }
    guard isCorrected else {
      throw LLMError(
        .inputInvalid,
        call.state == .running
          ? "call \(call.id.text) is under way" : "what call \(call.id.text) cost was told by the provider",
        advice: "'llmctl cost explain \(call.id.text)' shows it")
    }
    reporter.notice("call \(call.id.text) cost \(amount.decimal) dollars")
    return .complete
  }

  private static func usage(_ call: CallRecord) -> Usage {
    if case .closed(let outcome) = call.state { outcome.usage } else { Usage() }
  }
}
