internal import CCoreDumps

/// Images of the process's memory, in which keys would stand.
package enum CoreDumps {
  /// Has the system write none from now on, and let no other process of the user look into this one. Two system calls.
  @discardableResult
  package static func forbid() -> Bool { llmctl_forbid_core_dumps() != 0 }
}
