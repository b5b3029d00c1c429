/// What is to happen, by time: a binary heap. Of two events at the same moment the one that was put in first comes first.
struct EventQueue<Event> {
  /// In microseconds. Small, since a heap moves its entries about; the events themselves stay where they are.
  private var heap: [(moment: Int, number: Int)] = []
  private var events: [Event?] = []

  mutating func put(_ event: Event, at moment: Duration) {
    let (seconds, attoseconds) = moment.components
    // Rounded up: nothing happens before its time.
    let microseconds = Int(seconds) * 1_000_000 + Int((attoseconds + 999_999_999_999) / 1_000_000_000_000)
    heap.append((microseconds, events.count))
    events.append(event)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func take() -> (moment: Duration, event: Event)? {
    guard let first = heap.first, let last = heap.popLast(), let event = events[first.number] else { return nil }
    events[first.number] = nil
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return (.microseconds(first.moment), event)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [parent * 2 + 1, parent * 2 + 2] where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(least, parent)
      parent = least
    }
  }
}
