package import LLMCore

/// A machine on which no program can be started.
package struct NoPrograms: Programs {
  package init() {}

  package func start(
    _ program: String, _ arguments: [[UInt8]], environment: [String: String]
  ) throws(FileError) -> any RunningProgram { throw .notFound }
}
