internal import CByteClasses
internal import CUnicodeTables

/// The classes of the characters in 64 bytes that start with a character. Bit i of a mask is about byte i; a character of
/// several bytes has the bits of all of them.
struct ClassMasks {
  /// Bytes examined at a time.
  static var width: Int { 64 }

  /// Lu, Lt.
  var capitals: UInt64
  /// Ll.
  var smallLetters: UInt64
  /// Lm, Lo.
  var lettersWithoutCase: UInt64 = 0
  /// M.
  var marks: UInt64 = 0
  /// N.
  var numbers: UInt64
  /// White_Space other than line breaks.
  var blanks: UInt64
  /// LF, CR.
  var lineBreaks: UInt64

  /// The space.
  var spaces: UInt64
  var apostrophes: UInt64
  var slashes: UInt64

  /// The bytes of numbers that are not ASCII.
  var wideNumbers: UInt64 = 0
  /// The first bytes of white space of two bytes.
  var twoByteBlanks: UInt64 = 0
  /// The first bytes of white space of three bytes.
  var threeByteBlanks: UInt64 = 0
  /// The bytes of characters but for their first.
  var continuations: UInt64 = 0
  /// How many bytes belong to characters that lie wholly inside.
  var count: Int

  /// The classes of the 64 bytes at an offset, where a character must start.
  @inline(__always)
  init(of text: TextReader, at offset: Int) {
    let bytes = classify_bytes(text.bytes + offset)
    capitals = bytes.capital
    smallLetters = bytes.small
    numbers = bytes.digit
    blanks = bytes.space | bytes.blank
    lineBreaks = bytes.line_break
    spaces = bytes.space
    apostrophes = bytes.apostrophe
    slashes = bytes.slash
    count = Self.width
    if bytes.high != 0 { addWideCharacters(bytes.high, of: text, at: offset) }
  }

  /// Adds the characters that are not ASCII: many at once if ranges of bytes tell what they are, the others one by one.
  @inline(__always)
  private mutating func addWideCharacters(_ high: UInt64, of text: TextReader, at offset: Int) {
    let wide = classify_wide_characters(text.bytes + offset)
    let caseless = wide.three_byte_letter
    capitals |= wide.two_byte_capital | wide.two_byte_capital &<< 1
    smallLetters |= wide.two_byte_small | wide.two_byte_small &<< 1
    lettersWithoutCase = caseless | caseless &<< 1 | caseless &<< 2
    continuations = high & ~wide.first

    let last = Self.width &- 1 &- wide.first.leadingZeroBitCount
    if last >= 0, last &+ text.lengthOfWideCharacter(at: offset &+ last) > Self.width { count = last }
    let known = wide.two_byte_capital | wide.two_byte_small | caseless | wide.three_byte_punctuation
    let unknown = wide.first & ~known & (~0 &>> UInt64(truncatingIfNeeded: Self.width &- count))
    if unknown != 0 { lookUp(unknown, of: text, at: offset) }
  }

  /// Adds the wide characters whose first bytes are given.
  @inline(__always)
  private mutating func lookUp(_ firsts: UInt64, of text: TextReader, at offset: Int) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: GeneralCategories.number) { byCategory in
      byCategory.initialize(repeating: 0)
      var rest = firsts
      while rest != 0 {
        let position = rest.trailingZeroBitCount
        rest &= rest &- 1
        guard let character = text.character(at: offset &+ position) else { break }
        let bits = ~(~0 &<< UInt64(truncatingIfNeeded: character.length)) &<< UInt64(truncatingIfNeeded: position)
        byCategory[character.category.rawValue.trailingZeroBitCount] |= bits
      }
      // Sets of categories would be neater, but the compiler does not see through a loop over them.
      capitals |= byCategory[unicode_Lu] | byCategory[unicode_Lt]
      smallLetters |= byCategory[unicode_Ll]
      lettersWithoutCase |= byCategory[unicode_Lm] | byCategory[unicode_Lo]
      marks = byCategory[unicode_Mn] | byCategory[unicode_Mc] | byCategory[unicode_Me]
      wideNumbers = byCategory[unicode_Nd] | byCategory[unicode_Nl] | byCategory[unicode_No]
      let wideBlanks =
        byCategory[unicode_Zs] | byCategory[unicode_Zl] | byCategory[unicode_Zp] | byCategory[unicode_white_control]
      blanks |= wideBlanks
      threeByteBlanks = wideBlanks & firsts & continuations &>> 1 & continuations &>> 2
      twoByteBlanks = wideBlanks & firsts & ~threeByteBlanks
    }
  }
}
