internal import CUnicodeTables

/// What the generated tables say about a character (Unicode 16.0).
struct CharacterTraits {
  let value: UInt8

  @inline(__always)
  init(_ code: UInt32) { value = code <= 0x10FFFF ? terminal_traits(code) : 1 }

  /// Columns of the character when it stands alone.
  @inline(__always) var width: Int { Int(value & 3) }

  @inline(__always) private var breakClass: Int { Int(value >> 2) }

  /// Drawn over or joined to what is before it.
  @inline(__always) var extends: Bool { breakClass == terminal_extend }
  @inline(__always) var isJoiner: Bool { breakClass == terminal_joiner }
  @inline(__always) var isSpacingMark: Bool { breakClass == terminal_spacing_mark }
  @inline(__always) var isPrepended: Bool { breakClass == terminal_prepend }
  @inline(__always) var isRegionalIndicator: Bool { breakClass == terminal_regional_indicator }
  @inline(__always) var isPictograph: Bool { breakClass == terminal_pictograph }

  /// Whether a syllable of Hangul goes on from `self` with `next` (UAX #29, GB6 to GB8).
  func joinsHangul(_ next: CharacterTraits) -> Bool {
    switch breakClass {
    case terminal_hangul_L:
      [terminal_hangul_L, terminal_hangul_V, terminal_hangul_LV, terminal_hangul_LVT].contains(next.breakClass)
    case terminal_hangul_V, terminal_hangul_LV: [terminal_hangul_V, terminal_hangul_T].contains(next.breakClass)
    case terminal_hangul_T, terminal_hangul_LVT: next.breakClass == terminal_hangul_T
    default: false
    }
  }
}

/// Measures text character by character: sequences that terminals draw as one character count once.
///
/// Marks, joiners and selectors take nothing, a selector that asks for a picture (U+FE0F) widens a narrow pictograph to two
/// columns, a skin tone after a pictograph and what a zero-width joiner joins take nothing, two regional indicators make a
/// flag of two columns.
struct WidthMeter {
  private var afterJoiner = false
  private var isPictograph = false
  private var isNarrow = false
  private var previous = CharacterTraits(0x20)
  private var flagIsOpen = false

  /// Columns that the next character adds, and whether it begins a new character as people see it.
  @inline(__always)
  mutating func add(_ code: UInt32) -> (width: Int, isStart: Bool) {
    if code < 0x300 {
      (afterJoiner, isPictograph, isNarrow, flagIsOpen) = (false, code == 0xA9 || code == 0xAE, true, false)
      previous = CharacterTraits(0x20)
      return (code == 0xAD ? 0 : 1, true)
    }
    return addOther(code)
  }

  private mutating func addOther(_ code: UInt32) -> (width: Int, isStart: Bool) {
    let traits = CharacterTraits(code)
    defer { previous = traits }
    if traits.isJoiner {
      afterJoiner = isPictograph
      return (0, false)
    }
    if traits.extends {
      afterJoiner = false
      if code == 0xFE0F, isPictograph, isNarrow {
        isNarrow = false
        return (1, false)
      }
      // A skin tone that has nothing to colour is a picture of its own.
      let stands = traits.width == 2 && !isPictograph
      return (stands ? 2 : 0, stands)
    }
    if traits.isPictograph {
      defer { (afterJoiner, isPictograph, flagIsOpen) = (false, true, false) }
      if afterJoiner { return (0, false) }
      isNarrow = traits.width == 1
      return (traits.width, true)
    }
    (afterJoiner, isPictograph, isNarrow) = (false, false, traits.width == 1)
    if traits.isRegionalIndicator {
      flagIsOpen.toggle()
      return (1, flagIsOpen)
    }
    flagIsOpen = false
    let joins = traits.isSpacingMark || previous.isPrepended || previous.joinsHangul(traits)
    return (joins && previous.joinsHangul(traits) ? 0 : traits.width, !joins)
  }
}
