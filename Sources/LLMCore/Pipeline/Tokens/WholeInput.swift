/// Reads one file or standard input whole.
struct WholeInput {
  let tree: any FileTree
  /// Larger texts are not held in memory.
  var sizeLimit = 1 << 30

  /// A text and where it comes from.
  struct Text {
    var bytes: [UInt8]
    var path: RawPath
    /// Whether there was more than the limit.
    var isCut: Bool
  }

  /// Reads the one input that was named, or standard input where it is no terminal; at most `limit` bytes, and no character
  /// that the limit cuts.
  ///
  /// Throws `LLMError` of kind `usage` for several inputs or none, and of kind `inputMissing` for one that cannot be read.
  func read(_ paths: [String], limit: Int?) throws(LLMError) -> Text {
    guard paths.count <= 1 else {
      throw LLMError(.usage, "this takes one file or standard input, not \(paths.count) paths", advice: "Name one")
    }
    if paths.isEmpty, tree.inputIsTerminal { throw InputCounter.nothingToCount }
    let argument = paths.first ?? InputCounter.standardInput
    let path = RawPath(argument)
    do throws(FileError) {
      let source = argument == InputCounter.standardInput ? tree.openInput() : try tree.open(path, waitsForWriter: true)
      let wanted = min(limit ?? sizeLimit, sizeLimit)
      let (bytes, isCut) = try Self.read(source, atMost: wanted)
      if isCut, limit ?? .max > sizeLimit { throw .tooLarge(limit: sizeLimit) }
      return Text(bytes: bytes, path: path, isCut: isCut)
    } catch {
      throw LLMError(.inputMissing, "cannot read \(path.spoken): \(error.phrase)")
    }
  }

  private static func read(_ source: any ByteSource, atMost limit: Int) throws(FileError) -> ([UInt8], isCut: Bool) {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let result = block.withUnsafeMutableBytes { room in Result { () throws(FileError) in try source.read(into: room) }
      }
      let count = try result.get()
      if count == 0 { return (bytes, false) }
      bytes += block[..<count]
    }
    bytes.removeLast(bytes.count - limit)
    bytes.removeLast(bytes.count - bytes.withUnsafeBytes(CharacterBoundary.wholeCharacters))
    return (bytes, true)
  }
}
