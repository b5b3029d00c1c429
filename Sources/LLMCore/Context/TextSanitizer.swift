internal import CUnicodeTables

/// Makes bytes safe for a terminal while they come, in pieces of any size: what comes out is UTF-8 without controls other
/// than line feeds and tabs.
///
/// Controls are replaced, not parsed, so it matters nowhere whether a sequence is whole: ESC becomes `␛`, other C0 controls
/// their pictures, C1 controls and bidirectional overrides their code points. A carriage return is a line feed, together
/// with the line feed behind it. What is no UTF-8, and noncharacters, become U+FFFD. Tags, variation selectors of
/// ideographs and invisible operators only serve to smuggle and are dropped; of the marks over one character eight stay.
package struct TextSanitizer: Sendable {
  /// How invisible characters are treated (`InvisibleCharacter`).
  package enum TextKind: Sendable {
    case prose
    case code
    /// They stay as they are: what comes after decides, since it knows code from prose.
    case undecided
  }

  /// How many marks may stand over one character.
  static let markLimit = 8

  private let setting: TextKind
  /// The bytes of a character that is not complete, at most three.
  private var incomplete: [UInt8] = []
  private var endedInReturn = false
  /// Marks since the last character that takes space.
  private var marks = 0
  /// What the last character was, for those that need something to join.
  private var last: UInt32 = 0x20
  private var isFlag = false
  private var openIsolates = 0

  package init(_ setting: TextKind) { self.setting = setting }

  /// Whether part of a character is still to come.
  package var hasIncompleteCharacter: Bool { !incomplete.isEmpty }

  /// Appends the safe form of the next piece.
  package mutating func sanitize(_ piece: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
    guard incomplete.isEmpty else {
      let joined = incomplete + piece
      incomplete.removeAll(keepingCapacity: true)
      joined.withUnsafeBufferPointer { scan($0, into: &result) }
      return
    }
    scan(piece, into: &result)
  }

  /// Ends the text: half a character that is left becomes U+FFFD, isolates that are open are closed.
  package mutating func finish(into result: inout [UInt8]) {
    if !incomplete.isEmpty { accept(0xFFFD, into: &result) }
    incomplete = []
    closeIsolates(into: &result)
  }

  private mutating func scan(_ piece: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
    var offset = 0
    let end = piece.count
    while offset < end {
      let start = offset
      while offset < end, piece[offset] &- 0x20 < 0x5F { offset &+= 1 }
      if offset > start {
        result.append(contentsOf: UnsafeBufferPointer(rebasing: piece[start..<offset]))
        (endedInReturn, marks, last, isFlag) = (false, 0, UInt32(piece[offset - 1]), false)
        continue
      }
      let byte = piece[offset]
      if byte < 0x80 {
        control(byte, into: &result)
        offset += 1
        continue
      }
      guard let (code, length) = Self.decode(piece, offset) else {
        incomplete.append(contentsOf: piece[offset...])
        return
      }
      accept(code, into: &result)
      offset += length
    }
  }

  /// The character at an offset and how many bytes it takes; U+FFFD for the longest part that could have begun one. Nil where
  /// the piece ends in the middle of a character.
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> (code: UInt32, length: Int)? {
    let first = bytes[offset]
    let length: Int
    var code: UInt32
    // The second byte's bounds keep out overlong forms, surrogates and what is above U+10FFFF.
    var bounds: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: (length, code) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF:
      (length, code) = (3, UInt32(first & 0x0F))
      if first == 0xE0 { bounds = 0xA0...0xBF }
      if first == 0xED { bounds = 0x80...0x9F }
    case 0xF0...0xF4:
      (length, code) = (4, UInt32(first & 0x07))
      if first == 0xF0 { bounds = 0x90...0xBF }
      if first == 0xF4 { bounds = 0x80...0x8F }
    default: return (0xFFFD, 1)
    }
    for position in 1..<length {
      guard offset + position < bytes.count else { return nil }
      let byte = bytes[offset + position]
      guard bounds.contains(byte) else { return (0xFFFD, position) }
      bounds = 0x80...0xBF
      code = code << 6 | UInt32(byte & 0x3F)
    }
    return (code, length)
  }

  private mutating func control(_ byte: UInt8, into result: inout [UInt8]) {
    defer {
      endedInReturn = byte == 0x0D
      (marks, last, isFlag) = (0, 0x20, false)
    }
    switch byte {
    case 0x0A where endedInReturn: return
    case 0x0A, 0x0D:
      closeIsolates(into: &result)
      result.append(0x0A)
    case 0x09: result.append(byte)
    case 0x7F: Self.append(0x2421, to: &result)
    default: Self.append(0x2400 + UInt32(byte), to: &result)
    }
  }

  private mutating func closeIsolates(into result: inout [UInt8]) {
    for _ in 0..<openIsolates { Self.append(0x2069, to: &result) }
    openIsolates = 0
  }

  /// A character above ASCII.
  private mutating func accept(_ code: UInt32, into result: inout [UInt8]) {
    endedInReturn = false
    if code < 0xA0 || (0x202A...0x202E).contains(code) {
      InvisibleCharacter.append(name: code, to: &result)
      (marks, last, isFlag) = (0, 0x3E, false)
      return
    }
    if setting != .undecided, let use = InvisibleCharacter.use(of: code) {
      treat(code, use, into: &result)
      return
    }
    let traits = terminal_traits(code)
    if terminal_width(traits) == 0,
      Int(terminal_break_class(traits)) == terminal_extend
        || code == 0x200D || Self.isTagOrSelector(code)
    {
      guard joins(code) else { return }
      marks += 1
    } else if Self.isSmuggled(code) {
      return
    } else {
      (marks, isFlag) = (0, code == 0x1F3F4)
    }
    last = code
    Self.append(Self.isNoncharacter(code) ? 0xFFFD : code, to: &result)
  }

  /// Whether a mark, joiner, selector or tag is kept after what came before it.
  private func joins(_ code: UInt32) -> Bool {
    guard marks < Self.markLimit else { return false }
    switch code {
    case 0x200C, 0x200D: return last >= 0x80
    case 0xFE00...0xFE0F: return last != 0x20
    case 0xE0000...0xE007F: return isFlag && code >= 0xE0020
    case 0xE0080...0xE0FFF: return false
    default: return true
    }
  }

  private static func isTagOrSelector(_ code: UInt32) -> Bool { (0xE0000...0xE0FFF).contains(code) || code == 0x200C }

  private static func isSmuggled(_ code: UInt32) -> Bool {
    (0x2061...0x2064).contains(code) || (0x206A...0x206F).contains(code)
  }

  private static func isNoncharacter(_ code: UInt32) -> Bool {
    code & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(code)
  }

  private mutating func treat(_ code: UInt32, _ use: InvisibleCharacter.Use, into result: inout [UInt8]) {
    if setting == .code {
      InvisibleCharacter.append(name: code, to: &result)
      (marks, last, isFlag) = (0, 0x3E, false)
      return
    }
    switch use {
    case .dropped: return
    case .separator, .direction: break
    case .isolate: openIsolates += 1
    case .isolateEnd: openIsolates = max(0, openIsolates - 1)
    }
    Self.append(code, to: &result)
  }

  /// Appends a character as UTF-8.
  package static func append(_ code: UInt32, to result: inout [UInt8]) {
    switch code {
    case 0..<0x80: result.append(UInt8(truncatingIfNeeded: code))
    case 0x80..<0x800:
      result.append(0xC0 | UInt8(truncatingIfNeeded: code >> 6))
      result.append(0x80 | UInt8(truncatingIfNeeded: code & 0x3F))
    case 0x800..<0x10000:
      result.append(0xE0 | UInt8(truncatingIfNeeded: code >> 12))
      result.append(0x80 | UInt8(truncatingIfNeeded: code >> 6 & 0x3F))
      result.append(0x80 | UInt8(truncatingIfNeeded: code & 0x3F))
    default:
      result.append(0xF0 | UInt8(truncatingIfNeeded: code >> 18))
      result.append(0x80 | UInt8(truncatingIfNeeded: code >> 12 & 0x3F))
      result.append(0x80 | UInt8(truncatingIfNeeded: code >> 6 & 0x3F))
      result.append(0x80 | UInt8(truncatingIfNeeded: code & 0x3F))
    }
  }
}
