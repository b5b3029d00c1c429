package import ArgumentParser
internal import LLMCore

/// Flags that say what a prompt may take, before it is sent.
package struct ThriftOptions: ParsableArguments, Sendable {
  @Flag(name: .long, help: "Print the model, tokens and prices, usual and at most, and send nothing.")
  package var estimate = false

  @Flag(
    name: .long,
    help: """
      Shorten a prompt that is too long for the model: the oldest turns go first, then the middle of the longest parts. The \
      prompt, the first lines of each part and what is newest stay.
      """)
  package var fit = false

  @Flag(
    name: .long,
    help: """
      Leave blanks at the ends of lines, rows of empty or equal lines, licences in front of code and blanks in JSON out of \
      standard input, files and the system text.
      """)
  package var compress = false

  @OptionGroup
  package var purpose: TaskOptions

  package init() {}

  /// Throws `ValidationError` where one of them was typed besides a flag that sends again what was sent.
  func refuseAny(besides flag: String) throws {
    guard estimate || fit || compress else { return }
    throw ValidationError("\(flag) sends what was sent before; it takes no --estimate, --fit or --compress.")
  }

  /// Adds what was typed to a plain value.
  func apply(to invocation: inout ChatInvocation) {
    invocation.task = purpose.task
    (invocation.estimates, invocation.fits, invocation.compresses) = (estimate, fit, compress)
  }
}
