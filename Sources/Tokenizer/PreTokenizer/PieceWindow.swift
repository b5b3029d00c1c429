/// Finds the starts of pieces in 64 bytes at once, by arithmetic with masks of classes.
///
/// The 64 bytes start with a piece. Since no rule looks back, what came before does not matter. What would need a look at
/// more bytes, or is too rare to be worth it, ends the part of the window that is trusted.
struct PieceWindow {
  let grammar: PieceGrammar
  private let text: TextReader
  private let offset: Int
  private let classes: ClassMasks

  /// Letters, and marks where they are part of words.
  private let words: UInt64
  private let punctuation: UInt64
  private let whiteSpace: UInt64
  /// The first bytes of characters.
  private let leads: UInt64

  /// Starts found, some of them too many or beyond `trusted`.
  private var starts: UInt64 = 0
  /// Starts before this position are final.
  private var trusted: Int

  /// How many bytes from the window's start on must be there: a character or a contraction that starts with the last byte of
  /// the window is read to its third.
  static var reach: Int { ClassMasks.width + 2 }

  /// The window at an offset, where a piece must start, and from where on there must be `reach` bytes.
  @inline(__always)
  init(of text: TextReader, at offset: Int, grammar: PieceGrammar) {
    self.grammar = grammar
    self.text = text
    self.offset = offset
    classes = ClassMasks(of: text, at: offset)
    let letters = classes.capitals | classes.smallLetters | classes.lettersWithoutCase
    let wordMarks = grammar.word == .letters ? 0 : classes.marks
    words = letters | wordMarks
    whiteSpace = classes.blanks | classes.lineBreaks
    punctuation = ~(words | classes.numbers | classes.wideNumbers | whiteSpace)
    leads = ~classes.continuations
    trusted = classes.count
  }

  /// The positions after the first at which pieces start for certain.
  @inline(__always)
  mutating func pieceStarts() -> UInt64 {
    markWordsAndPunctuation()
    markNumbers()
    markWhiteSpace()
    distrustWhiteSpaceAtEnd()
    return starts & ~1 & Self.below(trusted)
  }

  // MARK: Rules

  @inline(__always)
  private mutating func markWordsAndPunctuation() {
    let punctuationStarts = punctuation & leads & ~(punctuation | classes.spaces).shiftedUp
    // A character of punctuation that starts a piece leads a word after it.
    let led = afterCharacter(punctuationStarts)
    let wordStarts = words & leads & ~(words | classes.blanks).shiftedUp & ~led
    starts |= punctuationStarts | wordStarts
    if grammar.word == .byLetterCase {
      distrustMarksIn(punctuation, led: led)
      markCapitals()
    }
    switch grammar.contraction {
    case .endsWord: if classes.apostrophes & words.shiftedUp != 0 { joinContractions() }
    case .none: break
    case .standsAlone: if classes.apostrophes & punctuationStarts != 0 { cutContractions(at: punctuationStarts) }
    }
  }

  /// Marks are part of punctuation too, unless they are led by its first character.
  @inline(__always)
  private mutating func distrustMarksIn(_ punctuation: UInt64, led: UInt64) {
    let joined = classes.marks & leads & punctuation.shiftedUp & ~led
    if joined != 0 { distrust(from: joined.trailingZeroBitCount) }
  }

  @inline(__always)
  private mutating func markCapitals() {
    let both = classes.lettersWithoutCase | classes.marks
    let capitals = classes.capitals & leads
    if both == 0 {
      starts |= capitals & classes.smallLetters.shiftedUp
      return
    }
    // Those after a small letter go on as small letters: the carry of the sum runs through them.
    let small = classes.smallLetters | both & ~(both &+ (both & classes.smallLetters.shiftedUp))
    starts |= capitals & small.shiftedUp
    var undecided = capitals & (both & ~small).shiftedUp
    while undecided != 0 {
      let run = undecided & (0 &- undecided)
      let end = (classes.capitals &+ run) & ~classes.capitals
      let after = end & (0 &- end)
      undecided &= undecided &- 1
      if after == 0 || after & Self.below(classes.count) == 0 { return distrust(from: run.trailingZeroBitCount) }
      if after & (classes.smallLetters | both) == 0 { starts |= run }
    }
  }

  @inline(__always)
  private mutating func markNumbers() {
    let wide = classes.wideNumbers
    if wide != 0 { distrust(from: wide.trailingZeroBitCount) }
    let numbers = classes.numbers
    if numbers == 0 { return }
    var cuts = numbers & ~numbers.shiftedUp
    starts |= cuts
    var long = numbers
    for _ in 0..<(grammar.longestNumber == 3 ? 3 : 1) { long &= long.shiftedUp }
    while long != 0 {
      cuts = (cuts &<< UInt64(truncatingIfNeeded: grammar.longestNumber)) & long
      if cuts == 0 { return }
      starts |= cuts
    }
  }

  @inline(__always)
  private mutating func markWhiteSpace() {
    let lineBreaks = classes.lineBreaks
    let blanks = classes.blanks
    // Line breaks that end punctuation; the carry of the sum runs through those that follow them.
    let tails = lineBreaks & ~(lineBreaks &+ (lineBreaks & punctuation.shiftedUp))
    if grammar.slashEndsPunctuation {
      let joined = classes.slashes & tails.shiftedUp
      if joined != 0 { distrust(from: joined.trailingZeroBitCount) }
    }
    starts |= lineBreaks & ~(whiteSpace | punctuation).shiftedUp
    starts |= blanks & leads & (~whiteSpace | tails).shiftedUp
    starts |= lastBlanks & blanks.shiftedUp
    markIndents(blanks & leads & (lineBreaks & ~tails).shiftedUp)
  }

  /// Blanks before a character that is not white space.
  @inline(__always)
  private var lastBlanks: UInt64 {
    let solid = leads & ~whiteSpace & Self.below(classes.count)
    let wide = classes.twoByteBlanks | classes.threeByteBlanks
    if wide == 0 { return classes.blanks & solid &>> 1 }
    return classes.blanks & leads & ~wide & solid &>> 1 | classes.twoByteBlanks & solid &>> 2
      | classes.threeByteBlanks & solid &>> 3
  }

  /// Blanks after a line break start a piece, unless another line break follows them.
  @inline(__always)
  private mutating func markIndents(_ indents: UInt64) {
    let blankLines = (classes.blanks &+ indents) & ~classes.blanks & classes.lineBreaks
    if blankLines == 0 {
      starts |= indents
      return
    }
    var undecided = indents
    while undecided != 0 {
      let run = undecided & (0 &- undecided)
      let end = (classes.blanks &+ run) & ~classes.blanks
      if end & (0 &- end) & classes.lineBreaks == 0 { starts |= run }
      undecided &= undecided &- 1
    }
  }

  /// Whether white space at the end of the window goes on, and how, is not known; only its start is.
  @inline(__always)
  private mutating func distrustWhiteSpaceAtEnd() {
    let top = whiteSpace &<< UInt64(truncatingIfNeeded: ClassMasks.width &- classes.count)
    let length = (~top).leadingZeroBitCount
    distrust(from: classes.count &- length &+ (length > 0 ? 1 : 0))
  }

  // MARK: Contractions

  /// Joins contractions to the words before them.
  private mutating func joinContractions() {
    var undecided = classes.apostrophes & words.shiftedUp & Self.below(trusted)
    while undecided != 0 {
      let position = undecided.trailingZeroBitCount
      undecided &= undecided &- 1
      let end = endOfContraction(at: position)
      if end == position { continue }
      starts &= ~(Self.below(end) & ~Self.below(position))
      guard end < ClassMasks.width else { return }
      let next = 1 as UInt64 &<< UInt64(truncatingIfNeeded: end)
      starts |= next
      // The masks do not tell where a word that follows without a gap starts.
      if next & (words | classes.apostrophes) != 0 { return distrust(from: end &+ 1) }
    }
  }

  /// Cuts contractions from what follows them.
  private mutating func cutContractions(at punctuationStarts: UInt64) {
    var undecided = classes.apostrophes & punctuationStarts
    while undecided != 0 {
      let position = undecided.trailingZeroBitCount
      undecided &= undecided &- 1
      let end = endOfContraction(at: position)
      if end == position { continue }
      starts &= ~(Self.below(end) & ~Self.below(position &+ 1))
      guard end < ClassMasks.width else { return }
      starts |= 1 &<< UInt64(truncatingIfNeeded: end)
    }
  }

  /// The end of the contraction at the position of an apostrophe, or that position if there is none.
  @inline(__always)
  private func endOfContraction(at position: Int) -> Int {
    min(position &+ (text.lengthOfContraction(at: offset &+ position) ?? 0), ClassMasks.width)
  }

  // MARK: Masks

  @inline(__always)
  private mutating func distrust(from position: Int) { trusted = min(trusted, position) }

  /// The first bytes of the characters after those whose first bytes are given.
  @inline(__always)
  private func afterCharacter(_ firsts: UInt64) -> UInt64 {
    (firsts.shiftedUp &+ classes.continuations) & leads
  }

  /// The positions before one that is at most 64.
  @inline(__always)
  private static func below(_ position: Int) -> UInt64 {
    position == 64 ? ~0 : (1 &<< UInt64(truncatingIfNeeded: position)) &- 1
  }
}

extension UInt64 {
  /// What is true of a byte, said of the byte after it.
  @inline(__always)
  fileprivate var shiftedUp: UInt64 { self &<< 1 }
}
