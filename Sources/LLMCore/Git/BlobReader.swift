/// Reads objects of a repository through one `git cat-file --batch`.
package final class BlobReader {
  private let program: any RunningProgram
  private var buffer: [UInt8] = []
  private var start = 0
  private var block = [UInt8](repeating: 0, count: 256 << 10)

  /// Starts git. Throws `LLMError` where it is not there.
  package init(_ git: GitProgram) throws(LLMError) {
    program = try git.start(["cat-file", "--batch"].map { Array($0.utf8) })
  }

  /// The content of the object with an id.
  ///
  /// Throws `FileError`; `.tooLarge` for one with more than `limit` bytes, `.notFound` for one that is missing, as in a
  /// clone that leaves objects behind.
  package func content(of id: String, limit: Int) throws(FileError) -> [UInt8] {
    try program.write(Array("\(id)\n".utf8))
    let head = String(decoding: try take(through: 0x0A), as: UTF8.self).split(separator: " ")
    guard head.count == 3, let size = Int(head[2]) else { throw .notFound }
    if size > limit {
      try skip(size + 1)
      throw .tooLarge(limit: limit)
    }
    let content = try take(size)
    try skip(1)
    return content
  }

  private func take(through byte: UInt8) throws(FileError) -> [UInt8] {
    while true {
      if let end = buffer[start...].firstIndex(of: byte) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      try readMore()
    }
  }

  private func take(_ count: Int) throws(FileError) -> [UInt8] {
    while buffer.count - start < count { try readMore() }
    defer { start += count }
    return Array(buffer[start..<start + count])
  }

  private func skip(_ count: Int) throws(FileError) {
    var rest = count
    while true {
      let step = min(rest, buffer.count - start)
      start += step
      rest -= step
      if rest == 0 { return }
      try readMore()
    }
  }

  private func readMore() throws(FileError) {
    buffer.removeFirst(start)
    start = 0
    let program = program
    let result = block.withUnsafeMutableBytes { room in Result { () throws(FileError) in try program.read(into: room) }
    }
    let count = try result.get()
    guard count > 0 else { throw .failed("git ended unexpectedly") }
    buffer += block[..<count]
  }
}
