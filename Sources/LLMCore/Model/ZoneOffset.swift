/// How far a local clock is ahead of UTC, and what that is called there.
package struct ZoneOffset: Sendable, Equatable {
  /// East of Greenwich.
  package let seconds: Int
  /// As the time zone's rules call it: `CET`, `UTC`, `+0530`.
  package let name: String

  package init(seconds: Int, name: String) { (self.seconds, self.name) = (seconds, name) }
}
