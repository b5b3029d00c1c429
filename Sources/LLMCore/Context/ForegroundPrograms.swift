/// Programs that the user asked for and that have our place while they run: our standard streams, our terminal, our
/// environment but for what opens our stored keys.
package protocol ForegroundPrograms: Sendable {
  /// Runs a program to its end and returns its exit status; 128 and the signal's number where a signal ended it. It is looked for in
  /// PATH, and nothing is interpreted by a shell. Signals that ask this process to end are the program's meanwhile: each reaches
  /// it once, and this process goes on until the program has ended.
  ///
  /// - Parameters:
  ///   - words: the program and its arguments; not empty.
  ///   - environment: what is set besides the variables of this process, and in place of those of the same name.
  ///
  /// Throws `FileError` where it cannot be started.
  func run(_ words: [[UInt8]], environment: [String: String]) async throws(FileError) -> Int32
}
