package import LLMCore

/// Standard input from memory.
package struct ScriptedInput: InputStream {
  /// How the far end of the input behaves.
  package enum Source: Sendable {
    case bytes([UInt8])
    /// A pipe that somebody holds open and never writes to; reading it waits until the task is cancelled.
    case silent
    case failure(FileError)
  }

  package let isTerminal: Bool
  private let source: Source

  /// An input from the source given.
  package init(_ source: Source, isTerminal: Bool = false) {
    self.source = source
    self.isTerminal = isTerminal
  }

  /// An input with this text; empty by default.
  package init(_ text: String = "") { self.init(.bytes(Array(text.utf8))) }

  package func waitUntilReady(_ patience: Duration) async -> Bool {
    if case .silent = source { return false }
    return true
  }

  package func readToEnd(limit: Int) async throws(FileError) -> [UInt8] {
    switch source {
    case .failure(let error): throw error
    case .bytes(let bytes):
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
      return bytes
    case .silent:
      while (try? await Task.sleep(for: .seconds(3600))) != nil {}
      throw .failed("interrupted while reading standard input")
    }
  }
}
