/// What a user wants of the response cache for a call.
package struct CacheUse: Sendable, Equatable {
  /// When it is asked.
  package enum Mode: Sendable, Equatable {
    /// For requests whose answer is much the same each time.
    case automatic
    /// Also where sampling makes answers differ.
    case always
    /// It alone: nothing is sent.
    case only
    /// Neither read nor written.
    case never
  }

  package var mode = Mode.automatic
  /// How old an answer may be; nil for what is usual.
  package var lifetime: Duration?
  /// Nil for what is usual.
  package var task: TaskClass?

  package init() {}
}
