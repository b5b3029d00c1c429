/// What becomes of an answer that breaks off in the middle.
package enum ContinuationMode: String, Sendable, CaseIterable {
  /// The rest is asked for, where that can be done without doubling or losing anything.
  case auto
  /// It stays as it is.
  case off
}
