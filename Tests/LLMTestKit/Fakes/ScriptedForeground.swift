package import LLMCore

/// Programs in the foreground that a test plays.
package struct ScriptedForeground: ForegroundPrograms {
  private let program: @Sendable ([String], [String: String]) async -> Result<Int32, FileError>

  /// - Parameter program: gets its words and what is set in its environment; returns how it ended, or why it did not begin.
  package init(_ program: @escaping @Sendable ([String], [String: String]) async -> Result<Int32, FileError>) {
    self.program = program
  }

  package func run(_ words: [[UInt8]], environment: [String: String]) async throws(FileError) -> Int32 {
    try await program(words.map { String(decoding: $0, as: UTF8.self) }, environment).get()
  }
}
