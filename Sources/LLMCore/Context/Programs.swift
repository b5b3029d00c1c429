/// Other programs on this machine.
package protocol Programs: Sendable {
  /// Starts a program that is looked for in PATH, in the working directory, with these environment variables besides those
  /// of this process. Nothing is interpreted by a shell.
  ///
  /// Throws `FileError`.
  func start(_ program: String, _ arguments: [[UInt8]], environment: [String: String]) throws(FileError)
    -> any RunningProgram
}

/// A program that runs, with its standard input and output at our end. What it writes to standard error is kept.
package protocol RunningProgram: AnyObject {
  /// Writes to its standard input.
  ///
  /// Throws `FileError` where it does not read any more.
  func write(_ bytes: [UInt8]) throws(FileError)

  /// Reads what is there of its standard output, at least one byte; waits for that byte. 0 is the end.
  ///
  /// Throws `FileError`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int

  /// Closes both of our ends and waits for its end; a program that still writes is ended by that.
  func finish() -> ProgramEnd
}

extension RunningProgram {
  /// What it writes to its standard output until its end, or until about so many bytes have come.
  ///
  /// Throws `FileError`.
  package func output(limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit {
      let result = block.withUnsafeMutableBytes { room in
        Result { () throws(FileError) in try read(into: room) }
      }
      let count = try result.get()
      if count == 0 { break }
      bytes += block[..<count]
    }
    return bytes
  }
}

/// How a program ended.
package struct ProgramEnd: Sendable, Equatable {
  /// The exit status; 128 and the signal's number where a signal ended it.
  package var status: Int32
  /// What it wrote to standard error, at most 64 KiB of it.
  package var error: [UInt8]

  package init(status: Int32, error: [UInt8]) {
    self.status = status
    self.error = error
  }
}
