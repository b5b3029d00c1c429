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
    // A byte becomes the three of U+FFFD at most; four are written at once.
    let rest = text.count - end
    let (start, before) = (bytes.count, shifts.last?.shift ?? 0)
    bytes += [UInt8](unsafeUninitializedCapacity: 3 * rest + 1) { room, count in
      shifts += [(end: Int, shift: Int)](unsafeUninitializedCapacity: rest) { changes, changeCount in
        guard let room = room.baseAddress, let changes = changes.baseAddress else { return }
        var repair = Repair(text: text, room: room, changes: changes, start: start, shift: before, at: end)
        incomplete = Array(text[repair.run(isLast: isLast)...])
        (count, changeCount) = (repair.written, repair.changeCount)
      }
    }
  }
}

/// Writes a text with what is ill-formed replaced.
private struct Repair {
  let text: UnsafeBufferPointer<UInt8>
  /// Three times as many bytes as the text has from `at` on, and one more.
  let room: UnsafeMutablePointer<UInt8>
  let changes: UnsafeMutablePointer<(end: Int, shift: Int)>
  /// Bytes that stand before what is written.
  let start: Int
  var shift: Int
  var at: Int
  var written = 0
  var changeCount = 0

  /// Reads the text to its end, or to where it ends within what may be a character unless `isLast`. Returns where.
  mutating func run(isLast: Bool) -> Int {
    var calmSince = at
    while at < text.count {
      if at &- calmSince >= Self.calm { copy(UTF8Check.wellFormedPrefix(text, from: at) &- at) }
      let changed = changeCount
      while at &+ 1 < text.count, takeSimple(), at &- calmSince < Self.calm || changeCount > changed {}
      guard at < text.count else { break }
      if changeCount > changed { calmSince = at }
      switch UTF8Check.sequence(text, at: at) {
      case .character(let length): copy(length)
      case .incomplete where !isLast: return at
      case .illFormed(let length), .incomplete(let length):
        replace(length)
        calmSince = at
      }
    }
    return at
  }

  /// Takes a byte that is a character, or that is replaced alone; false when it takes more of a look. In text that is no text
  /// it is a matter of chance which of the two it is, so there is no branch on it.
  @inline(__always)
  private mutating func takeSimple() -> Bool {
    let (byte, next) = (text[at], text[at &+ 1])
    if byte &- 0xC2 <= 0xF4 - 0xC2, next & 0xC0 == 0x80 { return false }
    let isReplaced = Int(byte &>> 7)
    // U+FFFD is EF BF BD.
    let value = isReplaced != 0 ? 0xBD_BFEF : UInt32(byte)
    UnsafeMutableRawPointer(room + written).storeBytes(of: value.littleEndian, as: UInt32.self)
    at &+= 1
    written &+= 1 &+ 2 &* isReplaced
    shift &-= 2 &* isReplaced
    changes[changeCount] = (start &+ written, shift)
    changeCount &+= isReplaced
    return true
  }

  private mutating func copy(_ count: Int) {
    for offset in 0..<count { room[written &+ offset] = text[at &+ offset] }
    at &+= count
    written &+= count
  }

  private mutating func replace(_ count: Int) {
    (room[written], room[written &+ 1], room[written &+ 2]) = (0xEF, 0xBF, 0xBD)
    written &+= 3
    at &+= count
    shift &+= count &- 3
    changes[changeCount] = (start &+ written, shift)
    changeCount &+= 1
  }

  /// Well-formed bytes after which more of them are expected, which are quicker to check many at a time.
  private static let calm = 32
}
