internal import CByteClasses

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
    let twoByte = wide.two_byte_capital | wide.two_byte_small
    let threeByte = caseless | wide.three_byte_punctuation
    capitals |= wide.two_byte_capital | wide.two_byte_capital &<< 1
    smallLetters |= wide.two_byte_small | wide.two_byte_small &<< 1
    lettersWithoutCase = caseless | caseless &<< 1 | caseless &<< 2
    continuations = twoByte &<< 1 | threeByte &<< 1 | threeByte &<< 2
    let cut = twoByte & 1 &<< 63 | threeByte & 3 &<< 62
    if cut != 0 { count = cut.trailingZeroBitCount }
    let unknown = high & ~(twoByte | threeByte | continuations)
    if unknown != 0 { lookUp(unknown, of: text, at: offset) }
  }

  @inline(__always)
  private mutating func lookUp(_ unknown: UInt64, of text: TextReader, at offset: Int) {
    var rest = unknown
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      guard let character = text.character(at: offset &+ position), position &+ character.length <= Self.width else {
        count = position
        return
      }
      let bits = (~0 &>> UInt64(truncatingIfNeeded: 64 &- character.length)) &<< UInt64(truncatingIfNeeded: position)
      rest &= ~bits
      continuations |= bits & (bits &- 1)
      add(character, bits: bits)
    }
  }

  @inline(__always)
  private mutating func add(_ character: TextReader.Character, bits: UInt64) {
    let category = character.category
    capitals |= category.isIn(.capitals) ? bits : 0
    smallLetters |= category.isIn(.smallLetters) ? bits : 0
    lettersWithoutCase |= category.isIn(.lettersWithoutCase) ? bits : 0
    marks |= category.isIn(.marks) ? bits : 0
    wideNumbers |= category.isIn(.numbers) ? bits : 0
    let blank = category.isIn(.whiteSpace) ? bits : 0
    blanks |= blank
    twoByteBlanks |= character.length == 2 ? blank & ~(blank &- 1) : 0
    threeByteBlanks |= character.length == 3 ? blank & ~(blank &- 1) : 0
  }
}
