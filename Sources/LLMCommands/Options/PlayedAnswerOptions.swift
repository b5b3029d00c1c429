package import ArgumentParser
package import LLMCore

/// How the answer of a call is shown again.
package struct PlayedAnswerOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp("How much faster than it was, such as 4; 'max' waits for nothing.", valueName: "factor"))
  package var speed = "1"

  @Option(name: .long, help: ArgumentHelp("Which try of the call; the last unless told.", valueName: "n"))
  package var attempt: Int?

  @Option(
    name: .long, help: ArgumentHelp("Where reasoning goes, as for 'chat'.", valueName: "show|hide|stderr"))
  package var reasoning: AnswerPrinter.ReasoningDisplay?

  @OptionGroup
  package var appearance: AppearanceOptions

  package init() {}

  package func validate() throws {
    guard speed == "max" || factor != nil else {
      throw ValidationError("--speed takes a number above 0, at most 1000, or max.")
    }
  }

  private var factor: Double? {
    Double(speed).flatMap { $0.isFinite && $0 > 0 && $0 <= 1000 ? $0 : nil }
  }

  /// Whether something was typed that is about calls alone.
  var isUsed: Bool { speed != "1" || attempt != nil }

  /// What was typed, as a plain value.
  func invocation(_ reference: String) -> StoredAnswerPlay.Invocation {
    var invocation = StoredAnswerPlay.Invocation(reference: reference)
    (invocation.attempt, invocation.speed, invocation.reasoning) = (attempt, factor, reasoning)
    invocation.appearance = appearance.appearance
    return invocation
  }
}
