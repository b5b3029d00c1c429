/// One thing that was said about which versions a label stands for.
package struct RolloutEntry: Sendable, Equatable {
  /// How it came about. The raw value is what the file has.
  package enum Cause: String, Sendable, CaseIterable {
    /// It was so before anybody said anything: the newest version.
    case found
    case use
    case rollback
  }

  /// A version, and how many of a hundred calls it gets.
  package struct Share: Sendable, Equatable {
    package var number: Int
    package var percent: Int

    package init(_ number: Int, percent: Int = 100) { (self.number, self.percent) = (number, percent) }
  }

  /// The newest version first; they add up to a hundred.
  package let shares: [Share]
  /// The tag whose value decides who gets which version; nil for the user's name.
  package var tag: String?
  package var cause: Cause
  /// As RFC 3339 in UTC; for people.
  package var moment: String
  /// The entry that was in use before what this one says, by its place in the list.
  package var before: Int?

  package init(
    _ shares: [Share], tag: String? = nil, cause: Cause = .use, moment: String = "", before: Int? = nil
  ) {
    self.shares = shares.sorted { $0.number > $1.number }
    (self.tag, self.cause, self.moment, self.before) = (tag, cause, moment, before)
  }

  /// Whether the shares are of different versions and add up to a hundred.
  package var isSound: Bool {
    !shares.isEmpty && shares.allSatisfy { $0.number > 0 && (1...100).contains($0.percent) }
      && shares.reduce(0) { $0 + $1.percent } == 100 && Set(shares.map(\.number)).count == shares.count
  }

  /// The version for somebody. The newest version gets the lowest parts of a hundred, so that whoever has it keeps it while its share
  /// grows, and the same for the next ones.
  ///
  /// - Parameter hash: of the template's name and whoever it is for, evenly distributed.
  package func number(for hash: UInt32) -> Int {
    // Ten thousandths, so that the hash's share is even enough.
    let part = Int((UInt64(hash) * 10_000) >> 32)
    var end = 0
    for share in shares {
      end += share.percent * 100
      if part < end { return share.number }
    }
    return shares.last?.number ?? 0
  }

  /// `v4 10 %, v3 90 %`.
  package var words: String {
    guard shares.count > 1 else { return shares.first.map { "v\($0.number)" } ?? "" }
    return shares.map { "v\($0.number) \($0.percent) %" }.joined(separator: ", ") + (tag.map { " by tag \($0)" } ?? "")
  }

  package var json: JSONValue {
    .object([
      JSONMember("shares", .object(shares.map { JSONMember("v\($0.number)", .integer($0.percent)) })),
      JSONMember("by_tag", .optional(tag)), JSONMember("cause", .string(cause.rawValue)),
      JSONMember("at", .string(moment)), JSONMember("before", .optional(before)),
    ])
  }
}
