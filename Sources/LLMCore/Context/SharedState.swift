/// A small record that all llmctl processes of a user read and change, one at a time: what is known of the providers' limits
/// and failures. It is worth less than the call that needs it, so whoever cannot have it goes on without.
package protocol SharedState: Sendable {
  /// Hands the record as it stands to `change`, and keeps what that made of it. No other process sees or changes it
  /// meanwhile, so `change` must be quick. The record is empty where there is none.
  ///
  /// Throws `SharedStateError`, also when it is locked for too long; what `change` decided counts for nothing then.
  func update<Value: Sendable>(
    _ change: @escaping @Sendable (inout [UInt8]) -> Value
  ) async throws(SharedStateError) -> Value

  /// The record as it stands, without waiting for anybody.
  ///
  /// Throws `SharedStateError`.
  func look() throws(SharedStateError) -> [UInt8]

  /// Where it is kept; nil where it has no place.
  var path: String? { get }
}

/// Why the shared state cannot be had, as a phrase.
package struct SharedStateError: Error, Sendable, Equatable {
  package let phrase: String

  package init(_ phrase: String) { self.phrase = phrase }
}

/// The shared state of a user without a home: there is none.
package struct HomelessState: SharedState {
  package init() {}

  package var path: String? { nil }

  package func look() throws(SharedStateError) -> [UInt8] { throw SharedStateError("HOME is not set") }

  package func update<Value: Sendable>(
    _ change: @escaping @Sendable (inout [UInt8]) -> Value
  ) async throws(SharedStateError) -> Value { throw SharedStateError("HOME is not set") }
}
