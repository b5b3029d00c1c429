/// The part of a text that was read and not yet worked off, with ill-formed UTF-8 replaced.
struct PendingText {
  /// Well-formed, unless a part that may become a character is at its end.
  private(set) var bytes: [UInt8] = []
  /// Up to three bytes that may become a character.
  private var incomplete: [UInt8] = []
  /// Where the pending text begins in the original.
  private var start = 0
  /// Ends of stretches that were replaced, and how many bytes more the original has before each than `bytes`.
  private var shifts: [(end: Int, shift: Int)] = []

  /// Takes the next bytes of the original.
  mutating func append(_ part: UnsafeBufferPointer<UInt8>) {
    var rest = part[...]
    // A character that began in the last part: byte by byte until it is one or is none.
    while !incomplete.isEmpty, let byte = rest.popFirst() {
      incomplete.append(byte)
      settle(isLast: false)
    }
    repair(UnsafeBufferPointer(rebasing: rest), isLast: false)
  }

  /// Ends the text: half a character is replaced.
  mutating func finish() { settle(isLast: true) }

  /// Forgets the first bytes, which have been worked off.
  mutating func drop(_ count: Int) {
    guard count > 0 else { return }
    start = original(count)
    bytes.removeFirst(count)
    let before = shifts.last { $0.end <= count }?.shift ?? 0
    shifts = shifts.compactMap { $0.end <= count ? nil : ($0.end - count, $0.shift - before) }
  }

  /// The offset in the original of an offset here.
  func original(_ offset: Int) -> Int {
    start + offset + (shifts.last { $0.end <= offset }?.shift ?? 0)
  }

  private mutating func settle(isLast: Bool) {
    let part = incomplete
    incomplete = []
    part.withUnsafeBufferPointer { repair($0, isLast: isLast) }
  }

  private mutating func repair(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    let end = UTF8Check.wellFormedPrefix(text)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<end]))
    guard end < text.count else { return }
    // A byte becomes the three of U+FFFD at most.
    let rest = text.count - end
    bytes += [UInt8](unsafeUninitializedCapacity: 3 * rest) { room, count in
      count = repair(text, from: end, into: room, isLast: isLast)
    }
  }

  /// Writes a text from a place on, with what is ill-formed replaced, and returns the number of bytes.
  private mutating func repair(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, into room: UnsafeMutableBufferPointer<UInt8>, isLast: Bool
  ) -> Int {
    var (at, written, lastReplaced) = (start, 0, start)
    var shift = shifts.last?.shift ?? 0
    func copy(_ count: Int) {
      for offset in 0..<count { room[written &+ offset] = text[at &+ offset] }
      at &+= count
      written &+= count
    }
    while at < text.count {
      if at &- lastReplaced >= Self.calm {
        copy(UTF8Check.wellFormedPrefix(text, from: at) &- at)
        guard at < text.count else { break }
      }
      if text[at] < 0x80 {
        copy(1)
        continue
      }
      switch UTF8Check.sequence(text, at: at) {
      case .character(let length): copy(length)
      case .incomplete where !isLast:
        incomplete = Array(text[at...])
        return written
      case .illFormed(let length), .incomplete(let length):
        (room[written], room[written &+ 1], room[written &+ 2]) = (0xEF, 0xBF, 0xBD)
        written &+= 3
        at &+= length
        lastReplaced = at
        shift &+= length &- 3
        shifts.append((bytes.count &+ written, shift))
      }
    }
    return written
  }

  /// Well-formed bytes after which more of them are expected, which are quicker to check many at a time.
  private static let calm = 32
}
