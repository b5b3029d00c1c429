/// A category of findings as the prompt explains it.
struct ReviewTopic: Sendable {
  /// As the schema of findings names it.
  let name: String
  let words: String

  static let all = [
    ReviewTopic(
      name: "security",
      words:
        "untrusted input that reaches queries, commands, paths, markup or memory; missing checks of rights; leaked secrets"
    ),
    ReviewTopic(
      name: "bug", words: "wrong results, crashes, unhandled errors, broken edge cases, resources that are not released"
    ),
    ReviewTopic(
      name: "performance", words: "work that grows faster than its input, needless queries, copies or waiting"),
    ReviewTopic(name: "concurrency", words: "races, deadlocks, blocked event loops, state shared without a guard"),
    ReviewTopic(
      name: "tests", words: "changed behaviour without a test, tests that cannot fail or depend on time or order"),
    ReviewTopic(
      name: "maintainability",
      words: "misleading names or comments, dead or repeated code, interfaces that invite mistakes"),
    ReviewTopic(name: "style", words: "clear breaks of the style that the file itself follows"),
  ]

  /// Those that are asked for, in the order of `all`. Of names that are not known none is left out: the caller checks them.
  static func chosen(_ focus: [String]) -> [ReviewTopic] {
    focus.isEmpty ? all : all.filter { focus.contains($0.name) }
  }
}
