/// How full a model's context window is.
package struct ContextFill: Sendable, Equatable {
  /// Tokens that the next request takes along: the system text and the turns so far.
  package var used: Int
  /// Whether the provider counted them.
  package var isExact: Bool
  /// The tokens of the window; nil where nobody told.
  package var window: Int?

  package init(used: Int, isExact: Bool, window: Int?) {
    self.used = used
    self.isExact = isExact
    self.window = window
  }

  /// What is kept free for an answer when a question does not say how long it may be.
  package static let answerReserve = 1024
  /// From here on the user is told. Summing up needs room, too.
  package static let warningShare = 0.8

  /// Percent of the window, rounded up, so that full never looks like nearly full.
  package var percent: Int? { window.map { $0 > 0 ? (used * 100 + $0 - 1) / $0 : 100 } }

  /// Whether the user is to be told before it is full.
  package var isNearlyFull: Bool { window.map { Double(used) >= Self.warningShare * Double($0) } ?? false }

  /// Whether a question of so many tokens and an answer of so many fit; true where the window is not known.
  package func fits(question: Int, answer: Int?) -> Bool {
    guard let window else { return true }
    // An answer may be cut: a small window must not refuse every question.
    return used + question + min(answer ?? Self.answerReserve, window / 4) <= window
  }

  /// `12.3k ctx 38%`; with `~` where the tokens are an estimate.
  package var spoken: String {
    let tokens = (isExact ? "" : "~") + Self.short(used)
    return percent.map { "\(tokens) ctx \($0)%" } ?? "\(tokens) ctx"
  }

  /// A number in four letters or so: `950`, `12.3k`, `1.2M`.
  package static func short(_ count: Int) -> String { count.short }
}
