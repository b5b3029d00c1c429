package import ArgumentParser
package import LLMCore

/// What `llmctl tokens` does with the tokens; at most one of these.
package struct TokenTaskOptions: ParsableArguments, Sendable {
  @Flag(name: .long, help: "List folders and files, those with the most tokens first.")
  package var tree = false

  @Option(name: .long, help: ArgumentHelp("With --tree: how many levels to list.", valueName: "levels"))
  package var depth: Int?

  @Option(name: .long, help: ArgumentHelp("List the files with the most tokens.", valueName: "count"))
  package var top: Int?

  @Flag(name: .long, help: "Print the numbers of the tokens, one a line.")
  package var ids = false

  @Flag(name: .long, help: "Print the text with its tokens in colours, or with '│' between them.")
  package var show = false

  @Option(name: .long, help: ArgumentHelp("Print the text, shortened to so many tokens.", valueName: "tokens"))
  package var truncate: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --truncate: what stays: start, end, middle, or ends (with '[…]' between).", valueName: "part"))
  package var keep: KeptText?

  @Option(
    name: .long,
    help: ArgumentHelp("Cut the text into pieces of at most so many tokens, as JSON lines.", valueName: "tokens"))
  package var split: Int?

  @Option(name: .long, help: ArgumentHelp("With --split: tokens that neighbours share.", valueName: "tokens"))
  package var overlap: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("With --split: write the pieces to PREFIX-001, PREFIX-002…", valueName: "prefix"))
  package var output: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Compare two states of the repository: A..B, A...B, or one commit with the work tree.", valueName: "range"))
  package var diff: String?

  @Flag(name: .long, help: "Compare HEAD, or the commit given with --diff, with what is staged.")
  package var staged = false

  @Flag(name: .long, help: "Count a conversation: JSON with messages, tools and response_format.")
  package var chat = false

  package init() {}

  package func validate() throws {
    if tasks.count > 1 { throw ValidationError("\(tasks[0]) and \(tasks[1]) contradict each other.") }
    for (name, value, least) in [
      ("--depth", depth, 1), ("--top", top, 1), ("--truncate", truncate, 0), ("--split", split, 1),
      ("--overlap", overlap, 0),
    ] {
      if let value, value < least { throw ValidationError("\(name) takes a number from \(least) on.") }
    }
    for (name, isGiven, owner, isOwned) in [
      ("--depth", depth != nil, "--tree", tree), ("--keep", keep != nil, "--truncate", truncate != nil),
      ("--overlap", overlap != nil, "--split", split != nil), ("--output", output != nil, "--split", split != nil),
    ] {
      if isGiven, !isOwned { throw ValidationError("\(name) goes with \(owner).") }
    }
    if staged, diff?.contains("..") == true {
      throw ValidationError("--staged takes one commit with --diff, not a range.")
    }
    if let overlap, let split, overlap >= split { throw ValidationError("--overlap must be less than --split.") }
  }

  /// The names of the options that ask for something, as they were typed.
  package var tasks: [String] {
    [
      ("--tree", tree), ("--top", top != nil), ("--ids", ids), ("--show", show), ("--truncate", truncate != nil),
      ("--split", split != nil), (diff == nil ? "--staged" : "--diff", diff != nil || staged), ("--chat", chat),
    ].filter(\.1).map(\.0)
  }

  /// Whether it is a plain count, which everything goes with.
  package var isCount: Bool { tasks.isEmpty || tree || top != nil }

  /// What was typed, as a plain value.
  package var task: TokensInvocation.Task {
    if tree { return .count(.tree(depth: depth ?? .max)) }
    if let top { return .count(.top(top)) }
    if ids { return .ids }
    if show { return .show }
    if let truncate { return .truncate(tokens: truncate, keep: keep ?? .start) }
    if let split { return .split(tokens: split, overlap: overlap ?? 0, prefix: output) }
    if diff != nil || staged { return .change(ChangeRange(diff, isStaged: staged)) }
    return chat ? .chat : .count(.inputs)
  }
}

extension KeptText: ExpressibleByArgument {}
