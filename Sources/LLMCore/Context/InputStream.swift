/// Standard input.
package protocol InputStream: Sendable {
  /// Whether a person types there.
  var isTerminal: Bool { get }

  /// Waits until there is something to read or the end is reached, at most this long.
  ///
  /// Returns false when nothing came in time. Regular files are always ready.
  func waitUntilReady(_ patience: Duration) async -> Bool

  /// Reads to the end.
  ///
  /// Throws `FileError`; `.tooLarge` when there is more than `limit` bytes.
  func readToEnd(limit: Int) async throws(FileError) -> [UInt8]
}
