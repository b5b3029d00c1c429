/// Looks for characters that show people another text than machines read.
enum HiddenText {
  /// How sure it is that a line hides something; nil where nothing speaks for it.
  static func certainty(in line: ArraySlice<UInt8>) -> InjectionAttempt.Certainty? {
    guard line.contains(where: { $0 >= 0x80 }) else { return nil }
    var state = State()
    var at = line.startIndex
    while at < line.endIndex {
      let (code, size) = WordReader.scalar(in: line, at: at)
      state.take(code, isFirst: at == line.startIndex)
      at += size
    }
    state.endWord()
    return state.certainty
  }

  /// What was seen of a line.
  private struct State {
    private var previous: UInt32 = 0
    private var directions = 0
    private var isRightToLeft = false
    private var isSmuggled = false
    private var isInsideFlag = false
    private var selectors = 0
    private var latinLetters = 0
    private var lookalikes = 0
    private var otherLetters = 0
    private var mixedWords = 0
    private var zeroWidths = 0

    /// A control of direction is what some scripts need; in a line without them it only misleads.
    var certainty: InjectionAttempt.Certainty? {
      if isSmuggled || mixedWords > 0 || zeroWidths > 0 { return .likely }
      return directions == 0 ? nil : isRightToLeft ? .possible : .likely
    }

    mutating func take(_ code: UInt32, isFirst: Bool) {
      if HiddenCharacter.turnsDirection(code) { directions += 1 }
      if HiddenCharacter.isRightToLeft(code) { isRightToLeft = true }
      if code == 0x1F3F4 { isInsideFlag = true } else if !HiddenCharacter.isTag(code) { isInsideFlag = false }
      if HiddenCharacter.isTag(code), !isInsideFlag { isSmuggled = true }
      selectors = HiddenCharacter.isSelector(code) ? selectors + 1 : 0
      if selectors >= 3 { isSmuggled = true }
      if Self.isLatin(code), previous == 0x200B || previous == 0x2060 || previous == 0x180E, wasLatin {
        zeroWidths += 1
      }
      readLetter(code)
      if code != 0x200B, code != 0x2060, code != 0x180E { wasLatin = Self.isLatin(code) }
      previous = code
    }

    /// Whether the last character that is seen was a Latin letter.
    private var wasLatin = false

    private static func isLatin(_ code: UInt32) -> Bool { code < 0x80 && Byte.isLetter(UInt8(code)) }

    private mutating func readLetter(_ code: UInt32) {
      if Self.isLatin(code) {
        latinLetters += 1
      } else if HiddenCharacter.isLookalike(code) {
        lookalikes += 1
      } else if code >= 0xC0, !(0x2000...0x2BFF).contains(code), !HiddenCharacter.isHidden(code) {
        otherLetters += 1
      } else {
        endWord()
      }
    }

    /// A word of Latin letters, some of which are not: three letters and more, and all others look like Latin ones.
    mutating func endWord() {
      if latinLetters > 0, lookalikes > 0, otherLetters == 0, latinLetters + lookalikes >= 4 { mixedWords += 1 }
      (latinLetters, lookalikes, otherLetters) = (0, 0, 0)
    }
  }
}
