internal import LLMCore

/// Jobs by urgency: a stack for each, and a word that says which have one. Putting in and taking out need no comparison.
struct JobHeap<Job: UrgentJob> {
  private var stacks = [[Job]](repeating: [], count: UInt64.bitWidth)
  /// Bit N says that the stack of urgency N is not empty.
  private var filled: UInt64 = 0
  private(set) var count = 0

  init(_ jobs: [Job]) { push(jobs) }

  var isEmpty: Bool { count == 0 }

  mutating func push(_ jobs: [Job]) {
    for job in jobs {
      let urgency = max(0, min(job.urgency, UInt64.bitWidth - 1))
      stacks[urgency].append(job)
      filled |= 1 << UInt64(urgency)
    }
    count += jobs.count
  }

  /// Takes out the newest of the most urgent.
  mutating func pop() -> Job? {
    guard filled != 0 else { return nil }
    let urgency = UInt64.bitWidth - 1 - filled.leadingZeroBitCount
    let job = stacks[urgency].popLast()
    if stacks[urgency].isEmpty { filled &= ~(1 << UInt64(urgency)) }
    count -= 1
    return job
  }
}
