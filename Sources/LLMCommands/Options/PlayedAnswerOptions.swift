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
      throw ValidationError("--speed takes a number from 0.001 to 1000, or max.")
    }
    if appearance.noHistory { throw ValidationError("--no-history is about what is typed in 'chat'.") }
  }

  /// Digits and a point: Swift would take `0x1p3`, `1e-300` and `nan` for numbers as well.
  private var factor: Double? {
    guard speed.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }), let factor = Double(speed) else {
      return nil
    }
    return (0.001...1000).contains(factor) ? factor : nil
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
