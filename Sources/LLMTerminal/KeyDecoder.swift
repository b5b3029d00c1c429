/// Makes keys of the bytes that a terminal sends. It knows nothing of time: who feeds it says when a sequence that could
/// still go on has had its chance.
struct KeyDecoder {
  /// What was typed.
  enum Key: Equatable {
    case character(UInt32)
    case special(EditorKey)
    /// Text from the clipboard, as it came.
    case paste([UInt8])
  }

  /// Whether Alt and a control key mean nothing, since their characters in emacs mode are those of `EditorKey`.
  var ignoresMetaControls = false
  /// Sequences that the user has bound and that are none of our business.
  var passedOn: Set<[UInt8]> = []
  /// How many of the bytes to come were typed while the terminal still made line feeds of Enter.
  var cookedBytes = 0

  private var bytes: [UInt8] = []
  private var position = 0
  /// Whether a paste has begun that has not ended.
  private(set) var isPasting = false
  private var waiting: [Key] = []

  private static let escape: UInt8 = 0x1B
  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)
  /// Longer ones are no sequences.
  private static let longestSequence = 64

  /// Whether something is left that was not given out.
  var isEmpty: Bool { position == bytes.count && waiting.isEmpty && !isPasting }

  /// How long to wait for more before `next(isWhole: true)` is called, in milliseconds; -1 for ever. A person needs longer
  /// between two keys than a terminal between the bytes of one, and a paste on a slow line comes in pieces.
  var patience: Int32 { isPasting ? 3000 : position == bytes.count ? -1 : 50 }

  mutating func add(_ new: some Collection<UInt8>) {
    if position == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      position = 0
    }
    let start = bytes.count
    bytes += new
    let cooked = min(cookedBytes, bytes.count - start)
    for index in start..<start + cooked where bytes[index] == 0x0A { bytes[index] = 0x0D }
    cookedBytes -= cooked
  }

  /// The next key; nil where there is none yet. `isWhole` says that what is there will not go on.
  mutating func next(isWhole: Bool = false) -> Key? {
    while true {
      if !waiting.isEmpty { return waiting.removeFirst() }
      if isPasting { return pasted(isWhole: isWhole) }
      guard position < bytes.count else { return nil }
      let before = position
      if let key = bytes[position] == Self.escape ? sequence(isWhole: isWhole) : character(isWhole: isWhole) {
        return key
      }
      // Nothing was taken: it may go on. Otherwise it was something that means nothing.
      if position == before, waiting.isEmpty, !isPasting { return nil }
    }
  }

  /// Has this key be the next again.
  mutating func putBack(_ key: Key) { waiting.insert(key, at: 0) }

  // MARK: Text

  private mutating func character(isWhole: Bool) -> Key? {
    let lead = bytes[position]
    if lead < 0x80 {
      position += 1
      return lead == 0 ? nil : .character(UInt32(lead))
    }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    let rest = bytes[(position + 1)...].prefix(length - 1).prefix { $0 & 0xC0 == 0x80 }
    if rest.count < length - 1, position + 1 + rest.count == bytes.count, !isWhole { return nil }
    let text = String(decoding: bytes[position...position + rest.count], as: UTF8.self)
    position += 1 + rest.count
    guard let scalar = text.unicodeScalars.first, !(0x80..<0xA0).contains(scalar.value) else { return nil }
    return .character(scalar.value)
  }

  private mutating func pasted(isWhole: Bool) -> Key? {
    let limit = bytes.count - Self.pasteEnd.count
    var index = position
    while index <= limit, !(bytes[index] == Self.escape && bytes[index...].starts(with: Self.pasteEnd)) { index += 1 }
    guard index <= limit || isWhole else { return nil }
    let end = index <= limit ? index : bytes.count
    let text = Array(bytes[position..<end])
    position = index <= limit ? end + Self.pasteEnd.count : end
    isPasting = false
    return .paste(text)
  }

  // MARK: Sequences

  /// Takes what begins with ESC.
  private mutating func sequence(isWhole: Bool) -> Key? {
    guard position + 1 < bytes.count else { return isWhole ? take(1) : nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "["): return control(isWhole: isWhole)
    case UInt8(ascii: "O"):
      guard position + 2 < bytes.count else { return isWhole ? take(2) : nil }
      return take(3, as: Self.key(parameters: "", final: bytes[position + 2]))
    case 0x0D, 0x0A: return take(2, as: .newline)
    case let byte where byte < 0x20 && byte != 0x08 && byte != 0x0C && byte != Self.escape && ignoresMetaControls:
      position += 2
      return nil
    default: return take(1)
    }
  }

  /// Takes what begins with `ESC [`: parameters, and a letter that ends them.
  private mutating func control(isWhole: Bool) -> Key? {
    var index = position + 2
    // The Linux console has a second bracket before the letter of function keys.
    if index < bytes.count, bytes[index] == UInt8(ascii: "[") { index += 1 }
    while index < bytes.count, (0x20..<0x40).contains(bytes[index]) { index += 1 }
    if index == bytes.count, index - position < Self.longestSequence {
      // Typed by hand, as in vi's command mode: what is a sequence comes at once.
      return isWhole ? take(1) : nil
    }
    guard index < bytes.count, (0x40..<0x7F).contains(bytes[index]) else {
      position = index
      return nil
    }
    let parameters = String(decoding: bytes[(position + 2)..<index], as: UTF8.self)
    let final = bytes[index]
    if parameters == "200", final == UInt8(ascii: "~") {
      position = index + 1
      isPasting = true
      return nil
    }
    return take(index + 1 - position, as: Self.key(parameters: parameters, final: final))
  }

  /// Takes a sequence that is a key, or means nothing; passes it on where the user has bound it.
  private mutating func take(_ count: Int, as key: EditorKey?) -> Key? {
    let sequence = Array(bytes[position..<position + count])
    if passedOn.contains(sequence) { return take(count) }
    position += count
    return key.map(Key.special)
  }

  /// Takes bytes as the characters they are.
  private mutating func take(_ count: Int) -> Key? {
    waiting = bytes[position..<position + count].map { .character(UInt32($0)) }
    position += count
    return waiting.removeFirst()
  }

  private static func key(parameters: String, final: UInt8) -> EditorKey? {
    // A function key of the Linux console.
    guard !parameters.hasPrefix("[") else { return nil }
    // 3 is Alt, 5 is Ctrl.
    let jumps = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
    switch final {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return jumps ? .wordRight : .right
    case UInt8(ascii: "D"): return jumps ? .wordLeft : .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    // The Enter of a number pad.
    case UInt8(ascii: "M"): return parameters.isEmpty ? .submit : nil
    // Shift and Enter, where a terminal tells it from Enter.
    case UInt8(ascii: "u"): return parameters == "13;2" ? .newline : nil
    case UInt8(ascii: "~"): return numbered[parameters]
    default: return nil
    }
  }

  private static let numbered: [String: EditorKey] = [
    "1": .home, "7": .home, "4": .end, "8": .end, "3": .delete, "3;5": .deleteWord, "3;3": .deleteWord,
    "27;2;13": .newline,
  ]
}
