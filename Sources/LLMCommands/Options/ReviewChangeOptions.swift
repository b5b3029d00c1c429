package import ArgumentParser
internal import LLMCore

/// Which change is reviewed.
package struct ReviewChangeOptions: ParsableArguments, Sendable {
  @Argument(help: "A..B, A...B, or one commit; '-' reads a diff from standard input, and paths go behind '--'.")
  package var range: String?

  @Argument(parsing: .postTerminator, help: "Review these files and folders only.")
  package var paths: [String] = []

  @Flag(name: .long, help: "Review what is staged.")
  package var staged = false

  @Flag(name: .long, help: "Review what is not staged.")
  package var unstaged = false

  @Option(name: .long, help: ArgumentHelp("Review what differs from where this and HEAD parted.", valueName: "commit"))
  package var base: String?

  package init() {}

  package func validate() throws {
    let sources = [staged, unstaged, base != nil, range != nil].count { $0 }
    if sources > 1 { throw ValidationError("RANGE, --staged, --unstaged and --base contradict each other.") }
    if range == "-", !paths.isEmpty {
      throw ValidationError("Paths narrow down what git says, not a diff that is given.")
    }
  }

  /// Whether nothing was said.
  var isEmpty: Bool { !staged && !unstaged && base == nil && range == nil && paths.isEmpty }

  /// Where the diff comes from.
  var source: ReviewInvocation.Source {
    if range == "-" { return .standardInput }
    if staged { return .repository(.staged) }
    if unstaged { return .repository(.unstaged) }
    if let base { return .repository(.base(base)) }
    return .repository(range.map { ReviewSource($0) } ?? .workTree)
  }
}
