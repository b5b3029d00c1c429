/// How much models answer for what they are sent: tokens of answers for each thousand of prompts.
///
/// A ratio that falls means that prompts have grown without anybody noticing, or that answers break off early.
package struct CompletionRatio: Sendable, Equatable {
  /// The tokens of one call.
  package struct Call: Sendable, Equatable {
    package let moment: Timestamp
    /// All of the prompt, cached or not.
    package let input: Int
    /// All of the answer, reasoning included.
    package let output: Int

    package init(moment: Timestamp, input: Int, output: Int) {
      (self.moment, self.input, self.output) = (moment, input, output)
    }

    /// Tokens of the answer for each thousand of the prompt; nil without a prompt.
    var permille: Int? {
      guard input > 0, output >= 0 else { return nil }
      let (product, overflows) = output.multipliedReportingOverflow(by: 1000)
      return overflows ? nil : product / input
    }
  }

  /// Days whose calls are what is usual.
  package static let days = 7
  /// So many calls are needed, lately and before: fewer say nothing.
  package static let leastCalls = 20

  /// The median of the last calls, in thousandths.
  package let recent: Int
  /// The median of the seven days, those last calls not among them.
  package let usual: Int

  /// Looks at the last 20 calls, and at those of the seven days before them. Nil where there are fewer than 20 of either.
  ///
  /// Medians, since one pasted book must not count for more than any other call.
  ///
  /// - Parameter calls: in any order; those without a prompt, and those later than `now`, do not count.
  package init?(of calls: [Call], at now: Timestamp) {
    let start = now.milliseconds - Int64(Self.days) * 86_400_000
    let counted = calls.filter { $0.permille != nil && (start...now.milliseconds).contains($0.moment.milliseconds) }
      .sorted { $0.moment.milliseconds < $1.moment.milliseconds }
    let ratios = counted.compactMap(\.permille)
    guard let recent = Self.median(ratios.suffix(Self.leastCalls)),
      let usual = Self.median(ratios.dropLast(Self.leastCalls))
    else { return nil }
    (self.recent, self.usual) = (recent, usual)
  }

  /// Whether it has dropped: the last calls' median is below half of what is usual.
  package var hasDropped: Bool { recent < usual - recent }

  private static func median(_ ratios: ArraySlice<Int>) -> Int? {
    guard ratios.count >= leastCalls else { return nil }
    return ratios.sorted()[ratios.count / 2]
  }
}
