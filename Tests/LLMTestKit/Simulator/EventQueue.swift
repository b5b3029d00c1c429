/// What is to happen, by time: a binary heap. Of two events at the same moment the one that was put in first comes first.
struct EventQueue<Event> {
  private var heap: [(moment: Duration, number: Int, event: Event)] = []
  private var count = 0

  mutating func put(_ event: Event, at moment: Duration) {
    count += 1
    heap.append((moment, count, event))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isEarlier(child, parent) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func take() -> (moment: Duration, event: Event)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return (first.moment, first.event)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [parent * 2 + 1, parent * 2 + 2] where child < heap.count && isEarlier(child, least) { least = child }
      guard least != parent else { return }
      heap.swapAt(least, parent)
      parent = least
    }
  }

  private func isEarlier(_ left: Int, _ right: Int) -> Bool {
    (heap[left].moment, heap[left].number) < (heap[right].moment, heap[right].number)
  }
}
