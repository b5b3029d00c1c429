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
    var at = 0
    while at < text.count {
      let end = UTF8Check.wellFormedPrefix(text, from: at)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[at..<end]))
      at = end
      guard at < text.count else { return }
      switch UTF8Check.sequence(text, at: at) {
      case .character: continue
      case .incomplete where !isLast:
        incomplete = Array(text[at...])
        return
      case .illFormed(let length), .incomplete(let length):
        bytes.append(contentsOf: UTF8Check.replacement)
        at += length
        shifts.append((bytes.count, (shifts.last?.shift ?? 0) + length - UTF8Check.replacement.count))
      }
    }
  }
}
