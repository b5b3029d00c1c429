/// The horizontal axis of slots of time: which of them have a name below them, and how it is written.
struct TimeAxis {
  /// A name below a slot.
  struct Mark: Equatable {
    var slot: Int
    var text: String
  }

  /// At most so many names, so that they never touch each other.
  private static let limit = 8
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  let marks: [Mark]

  /// - Parameter labels: as `CostOverview.Slot` has them: days, hours, or anything else, which is left as it is.
  init(_ labels: [String]) {
    let moments = labels.map(Moment.init)
    let firstDays = moments.indices.filter { moments[$0]?.isFirstOfMonth ?? false }
    let isOneDay = Set(labels.map { $0.prefix(10) }).count == 1
    // Of many days the first of each month.
    let byMonth = labels.count > 70 && firstDays.count > 2
    let slots = byMonth ? firstDays : Array(labels.indices)
    let stride = Self.stride(slots.count)
    marks = slots.enumerated().filter { $0.offset % stride == 0 }.map { _, slot in
      guard let moment = moments[slot] else { return Mark(slot: slot, text: labels[slot]) }
      return Mark(slot: slot, text: byMonth ? moment.month : isOneDay ? moment.clock ?? moment.day : moment.day)
    }
  }

  private static func stride(_ count: Int) -> Int {
    [1, 2, 3, 4, 5, 6, 7, 10, 14].first { count <= $0 * limit } ?? (count + limit - 1) / limit
  }

  /// A day, or an hour of it.
  private struct Moment {
    let day: String
    let month: String
    let clock: String?
    let isFirstOfMonth: Bool

    init?(_ label: String) {
      let words = label.split(separator: " ")
      let parts = (words.first ?? "").split(separator: "-")
      guard parts.count == 3, parts[0].count == 4, let month = Int(parts[1]), (1...12).contains(month),
        let day = Int(parts[2])
      else { return nil }
      self.day = "\(day) \(months[month - 1])"
      self.month = month == 1 ? "\(months[0]) \(parts[0])" : months[month - 1]
      clock = words.count == 2 ? String(words[1]) : nil
      isFirstOfMonth = day == 1 && (clock == nil || clock == "00:00")
    }
  }
}
