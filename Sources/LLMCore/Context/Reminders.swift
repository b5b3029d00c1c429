/// What is said once in a while, as a port: remembers when each thing was said last, and nothing else.
package protocol Reminders: Sendable {
  /// Whether something was not said for this long, or never; it counts as said now if so. False where that cannot be
  /// remembered, so that nobody is told the same with every call.
  ///
  /// - Parameter subject: a word of letters and hyphens.
  func claim(_ subject: String, every interval: Duration, now: Timestamp) -> Bool
}

/// Remembers nothing, and so never has anything said: where there is no folder for it.
package struct NoReminders: Reminders {
  package init() {}

  package func claim(_ subject: String, every interval: Duration, now: Timestamp) -> Bool { false }
}
