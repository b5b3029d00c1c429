/// What a word means to its language.
enum WordRole: UInt8, Sendable {
  case none
  case keyword
  /// A keyword behind which an expression has ended, like `end`.
  case closingKeyword
  /// A keyword whose next word is the name of a type.
  case declaresType
  /// A keyword whose next word is the name of a function.
  case declaresFunction
  case type
  case constant
  case function
  case property

  /// How the word itself is drawn.
  var kind: CodeKind {
    switch self {
    case .none: .plain
    case .keyword, .closingKeyword, .declaresType, .declaresFunction: .keyword
    case .type: .type
    case .constant: .constant
    case .function: .function
    case .property: .property
    }
  }
}

/// A set of words, each with its role: an open hash table over bytes, made once for a language.
struct WordTable: Sendable {
  private struct Entry: Sendable {
    let bytes: [UInt8]
    let role: WordRole
  }

  private var entries: [Entry] = []
  /// Numbers of entries, 0 where the slot is free; at least four slots for a word.
  private var slots: [UInt16]
  private let mask: Int
  private let ignoresCase: Bool
  private var longest = 0

  /// Words are separated by spaces; the first role that names a word keeps it.
  init(_ words: [(WordRole, String)], ignoresCase: Bool = false) {
    let all = words.flatMap { role, text in
      text.utf8.split { $0 == Byte.space || $0 == Byte.lineFeed }.map { Entry(bytes: Array($0), role: role) }
    }
    var size = 16
    while size < all.count * 4 { size *= 2 }
    (slots, mask, self.ignoresCase) = (Array(repeating: 0, count: size), size - 1, ignoresCase)
    for entry in all { insert(entry) }
  }

  private mutating func insert(_ entry: Entry) {
    let hash = entry.bytes.reduce(0) { Self.hash($0, $1) }
    guard role(of: entry.bytes, from: 0, to: entry.bytes.count, hash: hash) == .none else { return }
    entries.append(entry)
    longest = max(longest, entry.bytes.count)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt16(entries.count)
  }

  /// The hash of a word with one more byte. It does not see the case of letters.
  @inline(__always)
  static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 { hash &* 0x0100_0193 ^ UInt32(byte | 0x20) }

  /// The role of the word that stands in a line between two offsets and has this hash.
  func role(of line: [UInt8], from start: Int, to end: Int, hash: UInt32) -> WordRole {
    guard end - start <= longest else { return .none }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.bytes.count == end - start, equal(entry.bytes, line, start) { return entry.role }
      slot = (slot + 1) & mask
    }
    return .none
  }

  private func equal(_ word: [UInt8], _ line: [UInt8], _ start: Int) -> Bool {
    for index in word.indices {
      let byte = line[start + index]
      guard byte == word[index] || (ignoresCase && Byte.isLetter(byte) && byte ^ 0x20 == word[index]) else {
        return false
      }
    }
    return true
  }
}
