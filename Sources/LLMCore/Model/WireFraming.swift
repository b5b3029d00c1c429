/// How the events of a streamed reply are told apart.
package enum WireFraming: Sendable, Equatable {
  /// Server-sent events.
  case events
  /// One JSON object after the other.
  case objects
}
