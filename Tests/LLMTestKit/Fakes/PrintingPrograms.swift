package import LLMCore
import Synchronization

/// A machine on which some programs are, and print what they are told to.
package final class PrintingPrograms: Programs {
  /// What a program prints, and how it ends.
  package struct Behaviour: Sendable {
    package var output: String
    package var status: Int32

    package init(output: String, status: Int32 = 0) { (self.output, self.status) = (output, status) }
  }

  /// A start as it was asked for.
  package struct Start: Sendable, Equatable {
    package let words: [String]
    package let environment: [String: String]
  }

  private let programs: [String: Behaviour]
  private let started = Mutex<[Start]>([])

  /// Programs by their names.
  package init(_ programs: [String: Behaviour]) { self.programs = programs }

  /// All that were started, in this order.
  package var starts: [Start] { started.withLock { $0 } }

  package func start(
    _ program: String, _ arguments: [[UInt8]], environment: [String: String]
  ) throws(FileError) -> any RunningProgram {
    guard let behaviour = programs[program] else { throw .notFound }
    let words = [program] + arguments.map { String(decoding: $0, as: UTF8.self) }
    started.withLock { $0.append(Start(words: words, environment: environment)) }
    return Running(behaviour)
  }

  private final class Running: RunningProgram {
    private var rest: ArraySlice<UInt8>
    private let status: Int32

    init(_ behaviour: Behaviour) { (rest, status) = (Array(behaviour.output.utf8)[...], behaviour.status) }

    func write(_ bytes: [UInt8]) throws(FileError) {}

    /// A few bytes at a time, as a pipe may have it.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
      let part = rest.prefix(min(3, buffer.count))
      buffer.copyBytes(from: part)
      rest = rest.dropFirst(part.count)
      return part.count
    }

    func finish() -> ProgramEnd { ProgramEnd(status: status, error: []) }
  }
}
