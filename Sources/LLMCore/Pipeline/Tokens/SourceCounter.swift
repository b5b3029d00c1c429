/// Counts what one source after the other gives, on one thread, with memory that stays the same whatever comes.
final class SourceCounter {
  /// What came of one source.
  struct Outcome: Equatable {
    var tokens: Int
    var bytes: Int
    /// Whether there was more than the limit.
    var isCut: Bool
    /// Whether counting ended where the allowance was exceeded.
    var isStopped = false
  }

  /// Why a source was not counted to its end.
  enum Failure: Error {
    case unreadable(FileError)
    case special(SpecialTokenFound)
  }

  /// What git looks at to tell binary files from text.
  static let binaryPrefix = 8000
  private static let bufferSize = 256 << 10

  private let counter: TextCounter
  private let limit: Int
  private let monitor: CountMonitor
  /// Nil where special tokens are not taken as text.
  private var watch: SpecialTokenWatch?
  private let buffer: UnsafeMutableRawBufferPointer

  init(
    _ basis: TokenBasis, special: SpecialTokenHandling, limit: Int?, monitor: CountMonitor,
    memory: TextCounter.Memory? = nil
  ) {
    counter = TextCounter(basis, special: special, memory: memory)
    self.limit = limit ?? .max
    self.monitor = monitor
    watch = special == .text ? SpecialTokenWatch(basis) : nil
    buffer = .allocate(byteCount: Self.bufferSize, alignment: 64)
  }

  deinit { buffer.deallocate() }

  /// Counts a source to its end or to the limit; with `skipsBinary`, nil for what looks binary. A source whose size is not
  /// known, and which therefore may have no end, is given up where it has more tokens than `allowance`.
  ///
  /// Of a regular file no more is read than it had when it was opened, so that one that grows comes to an end.
  func count(
    _ source: any ByteSource, at path: RawPath, skipsBinary: Bool, allowance: Int = .max
  ) throws(Failure) -> Outcome? {
    // Files the kernel makes up have no size before they are read.
    let size = source.status.kind == .regular && source.status.size > 0 ? source.status.size : .max
    let end = min(size, limit)
    var filled = try read(source, behind: 0, atMost: end)
    if skipsBinary, isBinary(filled) { return nil }
    watch?.beginText()
    var bytes = filled
    while filled == buffer.count, bytes < end {
      let whole = wholeCharacters(filled)
      try append(whole)
      if size == .max, counter.countSoFar > allowance {
        defer { counter.reset() }
        return Outcome(tokens: counter.countSoFar, bytes: bytes, isCut: false, isStopped: true)
      }
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[whole..<filled]))
      let more = try read(source, behind: filled - whole, atMost: end - bytes)
      filled += more - whole
      bytes += more
    }
    var isCut = false
    if bytes == limit, bytes < size { isCut = try hasMore(source) }
    let last = isCut ? wholeCharacters(filled) : filled
    try append(last)
    if let found = watch?.found { monitor.saw(special: found, in: path) }
    return Outcome(tokens: try finish(), bytes: bytes, isCut: isCut)
  }

  /// Fills the buffer from an offset on, as far as the source goes.
  private func read(_ source: any ByteSource, behind offset: Int, atMost count: Int) throws(Failure) -> Int {
    let end = count < buffer.count - offset ? offset + count : buffer.count
    do throws(FileError) {
      return try source.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<end]))
    } catch {
      counter.reset()
      throw .unreadable(error)
    }
  }

  /// Whether something comes behind the limit; reads a byte of it into room that is free, or else would be read over.
  private func hasMore(_ source: any ByteSource) throws(Failure) -> Bool {
    var byte: UInt8 = 0
    let result = withUnsafeMutableBytes(of: &byte) { room in
      Result { () throws(FileError) in try source.read(into: room) }
    }
    do throws(FileError) {
      return try result.get() > 0
    } catch {
      throw .unreadable(error)
    }
  }

  /// Whether the buffer begins like a binary file.
  private func isBinary(_ count: Int) -> Bool {
    let start = UnsafeRawBufferPointer(rebasing: buffer[..<min(count, Self.binaryPrefix)])
    return ByteSearch.firstIndex(of: 0, in: start) != nil
  }

  /// How much of the start of the buffer is left when a character that is cut off is taken from its end.
  private func wholeCharacters(_ count: Int) -> Int {
    CharacterBoundary.wholeCharacters(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
  }

  // MARK: The counter's errors

  private func append(_ count: Int) throws(Failure) {
    let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    monitor.read(bytes: count)
    watch?.look(at: piece)
    do throws(SpecialTokenFound) {
      try counter.append(piece)
    } catch {
      throw .special(error)
    }
  }

  private func finish() throws(Failure) -> Int {
    do throws(SpecialTokenFound) {
      return try counter.finish()
    } catch {
      throw .special(error)
    }
  }
}
