/// Many calls of one question: what each model took, and how far its answers agree with each other.
package struct ComparisonTable: Sendable, Equatable {
  /// The calls of one model.
  package struct Row: Sendable, Equatable {
    package var model: String
    package var calls: Int
    package var done: Int
    /// Of all calls; unknown where the cost of one is.
    package var cost: ComparedCost
    /// Milliseconds, of those that are known; how many those are.
    package var medianTime: Int?
    package var medianFirstToken: Int?
    package var timed: Int
    /// Medians of those that are known.
    package var medianInput: Int?
    package var medianOutput: Int?
    /// How many different answers came, and how many calls gave the most frequent one; of those that are recorded.
    package var answers: Int
    package var distinct: Int
    package var mostFrequent: Int
    /// Characters of the shortest and the longest answer, and of that in the middle.
    package var shortest: Int?
    package var medianLength: Int?
    package var longest: Int?

    /// The share of the calls that gave the most frequent answer, in thousandths; nil where that says nothing, below two answers.
    package var agreement: Int? { answers > 1 ? 1000 * mostFrequent / answers : nil }
  }

  /// Calls with the same answer, blanks at both ends aside.
  package struct Group: Sendable, Equatable {
    package var answer: String
    package var calls: [CallID]
    /// How many calls of each model are in it, the models in the order of the rows.
    package var models: [(model: String, calls: Int)]

    package static func == (left: Self, right: Self) -> Bool {
      left.answer.utf8.elementsEqual(right.answer.utf8) && left.calls == right.calls
        && left.models.elementsEqual(right.models) { $0 == $1 }
    }
  }

  /// The models in the order in which they were met first.
  package let rows: [Row]
  /// The most frequent answer first; equally frequent ones in the order of their first calls.
  package let groups: [Group]

  /// Whether every call has an answer, and all of them are the same.
  package var isUnanimous: Bool { groups.count == 1 && groups[0].calls.count == rows.reduce(0) { $0 + $1.calls } }

  package init(_ calls: [ComparedCall]) {
    var models: [String] = []
    for call in calls where !models.contains(call.title) { models.append(call.title) }
    rows = models.map { model in Self.row(model, calls.filter { $0.title == model }) }
    groups = Self.groups(calls, models)
  }

  private static func row(_ model: String, _ calls: [ComparedCall]) -> Row {
    let times = calls.compactMap(\.totalTime)
    let lengths = calls.compactMap { $0.answer?.count }
    let groups = groups(calls, [model])
    return Row(
      model: model, calls: calls.count, done: calls.count { $0.isDone },
      cost: calls.dropFirst().reduce(calls.first?.cost ?? ComparedCost(.zero, .unknown)) { $0 + $1.cost },
      medianTime: median(times), medianFirstToken: median(calls.compactMap(\.timeToFirstToken)), timed: times.count,
      medianInput: median(calls.compactMap(\.usage.input)), medianOutput: median(calls.compactMap(\.usage.output)),
      answers: lengths.count, distinct: groups.count, mostFrequent: groups.first?.calls.count ?? 0,
      shortest: lengths.min(), medianLength: median(lengths), longest: lengths.max())
  }

  private static func groups(_ calls: [ComparedCall], _ models: [String]) -> [Group] {
    var places: [[UInt8]: Int] = [:]
    var groups: [(answer: String, calls: [ComparedCall])] = []
    for call in calls {
      guard let answer = call.trimmedAnswer else { continue }
      if let place = places[Array(answer.utf8)] {
        groups[place].calls.append(call)
      } else {
        places[Array(answer.utf8)] = groups.count
        groups.append((answer, [call]))
      }
    }
    let sorted = groups.enumerated().sorted { left, right in
      left.element.calls.count == right.element.calls.count
        ? left.offset < right.offset : left.element.calls.count > right.element.calls.count
    }
    return sorted.map { _, group in
      Group(
        answer: group.answer, calls: group.calls.map(\.id),
        models: models.compactMap { model in
          let count = group.calls.count { $0.title == model }
          return count > 0 ? (model, count) : nil
        })
    }
  }

  /// The one in the middle; of two in the middle, what lies between them, rounded down.
  static func median(_ values: [Int]) -> Int? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return lower + (upper - lower) / 2
  }
}
