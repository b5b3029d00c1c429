/// What tells this process from every other one that ever had its number.
package struct ProcessIdentity: Sendable, Hashable {
  package let pid: Int32
  /// When it started, in clock ticks since boot, joined with the machine's boot id. A row in the ledger whose process
  /// has the same number but another start belongs to a dead process.
  package let start: String

  package init(pid: Int32, start: String) {
    self.pid = pid
    self.start = start
  }
}
