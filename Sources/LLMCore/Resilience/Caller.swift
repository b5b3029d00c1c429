/// One call of one process, as the shared state knows it: whose process is gone, its places and leases are free.
package struct Caller: Sendable, Equatable {
  package var process: ProcessIdentity
  /// Tells the calls of a process apart.
  package var number: Int

  package init(process: ProcessIdentity, number: Int) {
    self.process = process
    self.number = number
  }
}

/// Who goes first where there is not enough for all: somebody who waits at a terminal, then everything else. The raw value
/// is stored.
package enum Priority: Int, Sendable, Comparable {
  case interactive = 0
  case background = 1

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
