internal import Glibc
package import LLMCore

/// Standard input of this process. Reading blocks, so it happens on a thread of its own.
package struct LiveInput: InputStream {
  package init() {}

  package var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  package func waitUntilReady(_ patience: Duration) async -> Bool {
    // Most often it is a file, or closed, and no thread has to wait for it.
    if Descriptor(STDIN_FILENO).isReady { return true }
    return await BlockingThread.run {
      var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      // A closed descriptor is ready too: reading it says why.
      return poll(&descriptor, 1, Int32(patience.milliseconds)) != 0
    }
  }

  package func readToEnd(limit: Int) async throws(FileError) -> [UInt8] {
    let input = Descriptor(STDIN_FILENO)
    if input.isAtEnd { return [] }
    let result = await BlockingThread.run { () -> Result<[UInt8], FileError> in
      do throws(FileError) {
        return .success(try input.readToEnd(limit: limit))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
