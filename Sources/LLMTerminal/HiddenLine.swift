/// A line that is typed without being shown, byte by byte as a terminal sends them, with the few keys that edit it.
struct HiddenLine {
  /// What comes after a byte.
  enum Step: Equatable {
    case goOn
    /// Enter.
    case entered
    /// Ctrl-D before anything was typed.
    case end
    /// Ctrl-Z.
    case suspend
  }

  private enum Escape { case none, begun, inside }

  /// How many bytes of the room are filled.
  private(set) var count = 0
  private var escape = Escape.none

  /// Takes in a byte. What does not fit is not taken: nothing that is meant to be typed is so long.
  mutating func take(_ byte: UInt8, into room: UnsafeMutableRawBufferPointer) -> Step {
    if swallowsSequence(byte) { return .goOn }
    switch byte {
    case 0x0A, 0x0D: return .entered
    case 0x04: return count == 0 ? .end : .goOn
    case 0x1A: return .suspend
    // Backspace, as terminals send it.
    case 0x7F, 0x08: removeLastCharacter(of: room)
    // Ctrl-U and Ctrl-W: nobody sees where a word begins.
    case 0x15, 0x17: count = 0
    case 0x1B: escape = .begun
    case 0..<0x20: break
    default:
      guard count < room.count else { break }
      room[count] = byte
      count += 1
    }
    return .goOn
  }

  private mutating func removeLastCharacter(of room: UnsafeMutableRawBufferPointer) {
    // The bytes of a character that continue it are 10xxxxxx.
    while count > 0 {
      count -= 1
      if room[count] & 0xC0 != 0x80 { return }
    }
  }

  /// Arrows and other keys without a character send sequences, which belong to no secret.
  private mutating func swallowsSequence(_ byte: UInt8) -> Bool {
    switch escape {
    case .none: return false
    case .begun:
      let isSequence = byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O")
      escape = isSequence ? .inside : .none
      return isSequence
    case .inside:
      if (0x40...0x7E).contains(byte) { escape = .none }
      return true
    }
  }
}
