/// Reads JSON from bytes, strictly and in one pass, either into a `JSONValue` or member by member without building
/// anything: a stream of a hundred thousand chunks is decoded by asking for the few members that matter.
///
/// The grammar is RFC 8259 to the letter: no comments, no trailing commas, no byte order mark, no raw control
/// characters, no text behind the value. Two liberties are needed for streams. A `\ud83d` without its partner is kept
/// (as the three bytes of its code point, "WTF-8"), since its partner may open the next chunk; `TextJoiner` mends the
/// pair. Bytes that are not UTF-8 pass inside strings and become U+FFFD where a `String` is made.
package struct JSONReader {
  private let bytes: [UInt8]
  /// The next byte to read; an index into the array that was handed in.
  private var position: Int
  private let end: Int
  private let start: Int
  private var depth = 0
  private let maximumDepth: Int

  /// What kind of value stands next.
  package enum Kind: Sendable { case null, bool, number, string, array, object }

  /// Reads `bytes[range]`, or all of them. Values nested deeper than `maximumDepth` are refused, so that hostile input
  /// cannot exhaust the stack.
  package init(_ bytes: [UInt8], in range: Range<Int>? = nil, maximumDepth: Int = 128) {
    self.bytes = bytes
    let range = range ?? bytes.indices
    self.start = range.lowerBound
    self.position = range.lowerBound
    self.end = range.upperBound
    self.maximumDepth = maximumDepth
  }

  /// Parses a whole text that holds exactly one value.
  package static func parse(_ bytes: [UInt8], in range: Range<Int>? = nil) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes, in: range)
    let value = try reader.readValue()
    try reader.finish()
    return value
  }

  /// Parses a whole text that holds exactly one value.
  package static func parse(_ text: String) throws(JSONError) -> JSONValue { try parse(Array(text.utf8)) }

  // MARK: Values

  /// The kind of the value that stands next, without reading it.
  package mutating func peekKind() throws(JSONError) -> Kind {
    skipWhitespace()
    guard position < end else { throw error(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw error(.unexpectedByte)
    }
  }

  /// Reads a value into memory; nil for one that is written in more bytes than that, which is passed over.
  package mutating func readValue(ofAtMost length: Int) throws(JSONError) -> JSONValue? {
    skipWhitespace()
    var behind = self
    try behind.skipValue()
    guard behind.position - position <= length else {
      self = behind
      return nil
    }
    return try readValue()
  }

  /// Reads any value into memory.
  package mutating func readValue() throws(JSONError) -> JSONValue {
    switch try peekKind() {
    case .null:
      try readLiteral("null")
      return .null
    case .bool:
      return .bool(try readBool())
    case .number:
      return .number(try readNumber())
    case .string:
      return .string(try readString())
    case .array:
      var elements: [JSONValue] = []
      try readArray { reader throws(JSONError) in elements.append(try reader.readValue()) }
      return .array(elements)
    case .object:
      var members: [JSONMember] = []
      try readObject { reader, name throws(JSONError) in members.append(JSONMember(name, try reader.readValue())) }
      return .object(members)
    }
  }

  /// Checks a value and throws it away.
  package mutating func skipValue() throws(JSONError) {
    switch try peekKind() {
    case .null: try readLiteral("null")
    case .bool: _ = try readBool()
    case .number: _ = try scanNumber()
    case .string: _ = try scanString()
    case .array: try readArray { reader throws(JSONError) in try reader.skipValue() }
    case .object: try readObject { reader, _ throws(JSONError) in try reader.skipValue() }
    }
  }

  /// Reads an object, calling `member` at each value with its name; the closure must read or skip exactly that value.
  package mutating func readObject(
    _ member: (inout JSONReader, String) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enter(UInt8(ascii: "{"))
    skipWhitespace()
    if take(UInt8(ascii: "}")) { return leave() }
    repeat {
      skipWhitespace()
      let name = try readString()
      skipWhitespace()
      try expect(UInt8(ascii: ":"))
      try member(&self, name)
      skipWhitespace()
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
    leave()
  }

  /// Reads an array, calling `element` at each value; the closure must read or skip exactly that value.
  package mutating func readArray(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    try enter(UInt8(ascii: "["))
    skipWhitespace()
    if take(UInt8(ascii: "]")) { return leave() }
    repeat {
      try element(&self)
      skipWhitespace()
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    leave()
  }

  /// Reads `true` or `false`.
  package mutating func readBool() throws(JSONError) -> Bool {
    skipWhitespace()
    if position < end, bytes[position] == UInt8(ascii: "t") {
      try readLiteral("true")
      return true
    }
    try readLiteral("false")
    return false
  }

  /// Reads a number and returns its digits as they stand.
  package mutating func readNumber() throws(JSONError) -> String {
    String(decoding: bytes[try scanNumber()], as: UTF8.self)
  }

  /// Reads a string. Bytes that are not UTF-8, and surrogates without a partner, become U+FFFD.
  package mutating func readString() throws(JSONError) -> String {
    let (content, hasEscapes) = try scanString()
    if !hasEscapes { return String(decoding: bytes[content], as: UTF8.self) }
    return String(decoding: try unescape(content, keepsSurrogates: false), as: UTF8.self)
  }

  /// Reads a string as the bytes it stands for: UTF-8, but for surrogates without a partner and invalid bytes, which
  /// are kept for `TextJoiner`.
  package mutating func readStringBytes() throws(JSONError) -> [UInt8] {
    let (content, hasEscapes) = try scanString()
    return hasEscapes ? try unescape(content, keepsSurrogates: true) : Array(bytes[content])
  }

  /// Reads `null` if it stands next, and says whether it did.
  package mutating func readNull() throws(JSONError) -> Bool {
    guard try peekKind() == .null else { return false }
    try readLiteral("null")
    return true
  }

  /// Makes sure that nothing but white space is left.
  package mutating func finish() throws(JSONError) {
    skipWhitespace()
    guard position == end else { throw error(.trailingText) }
  }

  /// Where the next byte stands, counted from the start of the text that was handed in.
  package var offset: Int { position - start }

  // MARK: Scanning

  private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, at: offset) }

  private mutating func skipWhitespace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard position < end else { throw error(.unexpectedEnd) }
    guard take(byte) else { throw error(.unexpectedByte) }
  }

  private mutating func enter(_ opener: UInt8) throws(JSONError) {
    skipWhitespace()
    guard position < end else { throw error(.unexpectedEnd) }
    guard bytes[position] == opener else { throw error(.unexpectedKind) }
    guard depth < maximumDepth else { throw error(.tooDeep) }
    position += 1
    depth += 1
  }

  private mutating func leave() { depth -= 1 }

  private mutating func readLiteral(_ literal: StaticString) throws(JSONError) {
    skipWhitespace()
    for offset in 0..<literal.utf8CodeUnitCount {
      guard position < end else { throw error(.unexpectedEnd) }
      guard bytes[position] == literal.utf8Start[offset] else { throw error(.unexpectedByte) }
      position += 1
    }
  }

  /// Finds a number and returns where it stands.
  private mutating func scanNumber() throws(JSONError) -> Range<Int> {
    skipWhitespace()
    let first = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try scanDigits() }
    if take(UInt8(ascii: ".")) { try scanDigits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try scanDigits()
    }
    return first..<position
  }

  /// Passes over one digit or more.
  private mutating func scanDigits() throws(JSONError) {
    let first = position
    while position < end, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") { position += 1 }
    guard position > first else { throw error(position < end ? .badNumber : .unexpectedEnd) }
  }

  /// Finds a string and returns where its content stands, without the quotes, and whether it has escapes.
  private mutating func scanString() throws(JSONError) -> (content: Range<Int>, hasEscapes: Bool) {
    skipWhitespace()
    guard position < end else { throw error(.unexpectedEnd) }
    guard bytes[position] == UInt8(ascii: "\"") else { throw error(.unexpectedKind) }
    position += 1
    let first = position
    var hasEscapes = false
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return (first..<position - 1, hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
        try scanEscape()
      } else if byte < 0x20 {
        throw error(.controlCharacter)
      } else {
        position += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  /// Checks what follows a backslash.
  private mutating func scanEscape() throws(JSONError) {
    guard position < end else { throw error(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      position += 1
      for _ in 0..<4 {
        guard position < end else { throw error(.unexpectedEnd) }
        guard Self.hexDigit(bytes[position]) != nil else { throw error(.badEscape) }
        position += 1
      }
    default: throw error(.badEscape)
    }
  }

  // MARK: Escapes

  /// The bytes that a checked string content stands for. An escaped surrogate without a partner becomes its three bytes, or
  /// one U+FFFD: `String` would make three of them.
  private func unescape(_ content: Range<Int>, keepsSurrogates: Bool) throws(JSONError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var index = content.lowerBound
    while index < content.upperBound {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        index += 1
        continue
      }
      let escape = bytes[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = hexValue(at: index)
        index += 4
        if isHighSurrogate(scalar), let low = lowSurrogate(at: index, before: content.upperBound) {
          scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00)
          index += 6
        }
        if !keepsSurrogates, (0xD800..<0xE000).contains(scalar) { scalar = 0xFFFD }
        appendCodePoint(scalar, to: &result)
      default: result.append(escape)
      }
    }
    return result
  }

  private func isHighSurrogate(_ value: UInt32) -> Bool { (0xD800..<0xDC00).contains(value) }

  /// The low surrogate written as `\uDC00`…`\uDFFF` at `index`, if one stands there.
  private func lowSurrogate(at index: Int, before limit: Int) -> UInt32? {
    guard index + 6 <= limit, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    let value = hexValue(at: index + 2)
    return (0xDC00..<0xE000).contains(value) ? value : nil
  }

  private func hexValue(at index: Int) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<4 { value = value << 4 | UInt32(Self.hexDigit(bytes[index + offset]) ?? 0) }
    return value
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Appends the UTF-8 form; a surrogate gets the three bytes it would have if it were a character.
  private func appendCodePoint(_ value: UInt32, to result: inout [UInt8]) {
    switch value {
    case ..<0x80:
      result.append(UInt8(value))
    case ..<0x800:
      result.append(UInt8(0xC0 | value >> 6))
      result.append(UInt8(0x80 | value & 0x3F))
    case ..<0x10000:
      result.append(UInt8(0xE0 | value >> 12))
      result.append(UInt8(0x80 | value >> 6 & 0x3F))
      result.append(UInt8(0x80 | value & 0x3F))
    default:
      result.append(UInt8(0xF0 | value >> 18))
      result.append(UInt8(0x80 | value >> 12 & 0x3F))
      result.append(UInt8(0x80 | value >> 6 & 0x3F))
      result.append(UInt8(0x80 | value & 0x3F))
    }
  }
}
