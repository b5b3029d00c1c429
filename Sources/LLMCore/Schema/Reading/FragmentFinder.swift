/// Finds the objects and arrays of an answer. An attempt that fails is gone on from where it failed, so that no byte is read more than
/// a few times.
struct FragmentFinder {
  private let bytes: [UInt8]
  private let range: Range<Int>
  private let keepsCutText: Bool
  private let maximumDepth: Int

  private(set) var fragments: [Fragment] = []
  /// Of the attempts that failed, the one that had come farthest.
  private(set) var failure: ReadingError?
  /// How many bytes that attempt had read.
  private(set) var failedLength = 0
  /// Closers that stand behind a fragment and close nothing, by the fragment's end.
  private(set) var strayClosers: [Int: [Int]] = [:]

  init(_ bytes: [UInt8], in range: Range<Int>, keepsCutText: Bool, maximumDepth: Int) {
    (self.bytes, self.range) = (bytes, range)
    (self.keepsCutText, self.maximumDepth) = (keepsCutText, maximumDepth)
    findAll()
  }

  private mutating func findAll() {
    var position = range.lowerBound
    // Each attempt ends behind where it began, at least as far as strict reading came but for odd cases; this bounds those.
    var work = 8 * range.count + 1024
    while work > 0, let start = bytes[position..<range.upperBound].firstIndex(where: Self.isOpener) {
      let next = find(at: start)
      work -= next - start
      position = next
    }
  }

  private static func isOpener(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }

  /// Reads the value that begins here, and returns where to go on.
  private mutating func find(at start: Int) -> Int {
    if Unescaping.isEscaped(bytes[start..<range.upperBound]) { return findEscaped(at: start) }
    if let (value, end) = strictValue(at: start), !Lookahead(bytes, range.upperBound).isNextMember(behind: end) {
      return add(value, StepLog(), start..<end, isTruncated: false)
    }
    var parser = TolerantParser(
      bytes, in: start..<range.upperBound, keepsCutText: keepsCutText, maximumDepth: maximumDepth)
    do throws(ReadingError) {
      let value = try parser.readValue()
      return add(value, parser.log, start..<parser.position, isTruncated: parser.isTruncated)
    } catch {
      let length = parser.position - start
      if length > failedLength || failure == nil { (failure, failedLength) = (error, length) }
      // What stands in a value that was cut, or is too deep, is not a value of its own.
      if error.isTruncation || error.reason == .tooDeep { return range.upperBound }
      // Nor what stands in one that is broken, which is taken to end with its paragraph.
      return parser.hasParts ? nextParagraph(from: parser.position) : max(parser.position, start + 1)
    }
  }

  /// Behind the next empty line or fence.
  private func nextParagraph(from start: Int) -> Int {
    let text = bytes[..<range.upperBound]
    var index = start
    while let newline = text[index...].firstIndex(of: 0x0A) {
      index = newline + 1
      let line = text[index...].drop { $0 == 0x20 || $0 == 0x0D }
      if line.first == 0x0A || line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8) { return index }
    }
    return range.upperBound
  }

  private func strictValue(at start: Int) -> (JSONValue, Int)? {
    var reader = JSONReader(bytes, in: start..<range.upperBound, maximumDepth: maximumDepth)
    do throws(JSONError) {
      let value = try reader.readValue()
      return (value, start + reader.offset)
    } catch {
      return nil
    }
  }

  /// Reads a value that was escaped as a whole. It is taken to reach to the end of the text.
  private mutating func findEscaped(at start: Int) -> Int {
    let plain = Unescaping.plain(bytes[start..<range.upperBound])
    let inner = FragmentFinder(plain, in: plain.indices, keepsCutText: keepsCutText, maximumDepth: maximumDepth)
    guard let first = inner.fragments.first, !Unescaping.isEscaped(plain[...]) else {
      failure = ReadingError(inner.failure?.reason ?? .unexpectedByte, at: start)
      failedLength = range.upperBound - start
      return range.upperBound
    }
    var log = StepLog()
    log.note(.escapedText, at: start)
    for step in first.log.steps { log.note(step.kind, at: .offset(start), count: step.count) }
    return add(first.value, log, start..<range.upperBound, isTruncated: first.isTruncated)
  }

  private mutating func add(_ value: JSONValue, _ log: StepLog, _ place: Range<Int>, isTruncated: Bool) -> Int {
    fragments.append(
      Fragment(
        value: value, log: log, range: place, isTruncated: isTruncated,
        surroundings: surroundings(of: place)))
    var next = place.upperBound
    let ahead = Lookahead(bytes, range.upperBound)
    while true {
      let closer = ahead.solid(from: next)
      guard closer < range.upperBound, [UInt8(ascii: "}"), UInt8(ascii: "]")].contains(bytes[closer]) else {
        return next
      }
      strayClosers[place.upperBound, default: []].append(closer)
      next = closer + 1
    }
  }

  // MARK: Surroundings

  /// What stands in front of a value: the line before it tells a fence, the byte before it a tag.
  private func surroundings(of place: Range<Int>) -> Fragment.Surroundings {
    var last = place.lowerBound
    while last > range.lowerBound, InvisibleMark.isSpace(bytes[last - 1]) { last -= 1 }
    guard last > range.lowerBound else { return .nothing }
    if bytes[last - 1] == UInt8(ascii: ">") { return .tag }
    // An info string is short; what is longer is prose.
    let line = bytes[max(range.lowerBound, last - 64)..<last]
    let content = line.lastIndex(of: 0x0A).map { line[($0 + 1)...] } ?? line
    let fence = content.drop { InvisibleMark.isSpace($0) || $0 == UInt8(ascii: ">") }
    return fence.starts(with: "```".utf8) || fence.starts(with: "~~~".utf8) ? .fence : .prose
  }
}
