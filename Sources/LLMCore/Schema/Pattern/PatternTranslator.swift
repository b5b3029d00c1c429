/// Turns a regular expression of ECMA-262 (edition 2024, with the flag `u`) into one that means the same to PCRE2.
///
/// Everything is read here and written anew, so that nothing of PCRE2's own language can be reached from a schema. Looser than the
/// standard in two points that people's schemas need: any punctuation may be escaped, and a brace that opens no quantifier is itself.
struct PatternTranslator {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var output = ""
  private var openGroups = 0
  /// Whether what was read last can have a quantifier.
  private var isRepeatable = false

  /// Longer ones are refused.
  private static let lengthLimit = 65_536

  static func translate(_ source: String) throws(PatternError) -> String {
    var translator = PatternTranslator(source)
    return try translator.run()
  }

  private init(_ source: String) { scalars = Array(source.unicodeScalars) }

  private mutating func run() throws(PatternError) -> String {
    guard scalars.count <= Self.lengthLimit else { throw error("it is too long") }
    while position < scalars.count { try readTerm() }
    guard openGroups == 0 else { throw error("a group is not closed") }
    return output
  }

  // MARK: Reading

  private func error(_ message: String) -> PatternError { PatternError(message: message, offset: position) }

  private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  // MARK: Terms

  private mutating func readTerm() throws(PatternError) {
    let scalar = scalars[position]
    switch scalar {
    case "\\": try readEscape()
    case "[": try readClass()
    case "(": try openGroup()
    case ")":
      guard openGroups > 0 else { throw error("a ) closes nothing") }
      openGroups -= 1
      write(")", repeatable: true)
    case "|", "^", "$": write(String(scalar), repeatable: false)
    case ".": write(#"[^\n\r\x{2028}\x{2029}]"#, repeatable: true)
    case "*", "+", "?": try readQuantifier(String(scalar))
    case "{":
      guard let quantifier = bracedQuantifier() else { return write(Self.literal(scalar), repeatable: true) }
      position += quantifier.unicodeScalars.count - 1
      try readQuantifier(quantifier)
    default: write(Self.literal(scalar), repeatable: true)
    }
  }

  /// Writes and passes over one character.
  private mutating func write(_ text: String, repeatable: Bool) {
    output += text
    isRepeatable = repeatable
    position += 1
  }

  private mutating func readQuantifier(_ text: String) throws(PatternError) {
    guard isRepeatable else { throw error("there is nothing that \(text) could repeat") }
    write(text, repeatable: false)
    if take("?") { output += "?" }
  }

  /// `{2}`, `{2,}` or `{2,5}` if one stands here.
  private func bracedQuantifier() -> String? {
    guard let end = scalars[position...].prefix(24).firstIndex(of: "}") else { return nil }
    let inner = scalars[(position + 1)..<end]
    let parts = inner.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
    let isNumber = { (part: ArraySlice<Unicode.Scalar>) in part.allSatisfy { ("0"..."9").contains($0) } }
    guard (1...2).contains(parts.count), parts.allSatisfy(isNumber), parts.first?.isEmpty == false else { return nil }
    return "{" + inner.reduce(into: "") { $0.unicodeScalars.append($1) } + "}"
  }

  private mutating func openGroup() throws(PatternError) {
    openGroups += 1
    for opener in ["(?:", "(?=", "(?!", "(?<=", "(?<!", "(?i:", "(?-i:"] where take(opener) {
      output += opener
      isRepeatable = false
      return
    }
    if take("(?<") {
      output += "(?<\(try readName())>"
      isRepeatable = false
      return
    }
    guard peek(1) != "?", peek(1) != "*" else {
      throw error("a group of this kind is not part of JavaScript's expressions")
    }
    write("(", repeatable: false)
  }

  /// A group's name, through its `>`.
  private mutating func readName() throws(PatternError) -> String {
    guard let end = scalars[position...].firstIndex(of: ">") else { throw error("the name of a group is not closed") }
    let name = scalars[position..<end].reduce(into: "") { $0.unicodeScalars.append($1) }
    let isName = scalars[position..<end].allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    guard !name.isEmpty, isName else { throw error("\"\(name)\" cannot be the name of a group") }
    position = end + 1
    return name
  }

  // MARK: Escapes

  private mutating func readEscape() throws(PatternError) {
    guard let letter = peek(1) else { throw error("a \\ stands at the end") }
    switch letter {
    case "b", "B":
      position += 1
      write("\\\(letter)", repeatable: false)
    case "1"..."9":
      let digits = scalars[(position + 1)...].prefix { ("0"..."9").contains($0) }
      position += digits.count
      write("\\g{\(digits.reduce(into: "") { $0.unicodeScalars.append($1) })}", repeatable: true)
    case "k":
      position += 2
      guard take("<") else { throw error("a name in < > is missing behind \\k") }
      output += "\\k<\(try readName())>"
      isRepeatable = true
    default:
      let set = try readCharacterEscape()
      output += set.isSet ? "[\(set.text)]" : set.text
      isRepeatable = true
    }
  }

  /// An escape that stands for a character, or for a set of them as it is written inside of brackets. Passed over.
  private mutating func readCharacterEscape() throws(PatternError) -> (text: String, isSet: Bool, scalar: UInt32?) {
    guard let letter = peek(1) else { throw error("a \\ stands at the end") }
    if let set = PatternSet.ranges(of: letter) {
      position += 2
      return (set, true, nil)
    }
    if letter == "p" || letter == "P" {
      position += 2
      return (try readProperty(isNegated: letter == "P"), true, nil)
    }
    let code = try readCharacterCode(letter)
    return (Self.text(of: code), false, code)
  }

  /// The code point of an escaped character. A surrogate without a partner is one that no text has.
  private mutating func readCharacterCode(_ letter: Unicode.Scalar) throws(PatternError) -> UInt32 {
    let simple: [Unicode.Scalar: UInt32] = ["t": 9, "n": 10, "v": 11, "f": 12, "r": 13]
    if let code = simple[letter] {
      position += 2
      return code
    }
    switch letter {
    case "c":
      guard let control = peek(2), control.properties.isAlphabetic, control.isASCII else {
        throw error("a letter is missing behind \\c")
      }
      position += 3
      return control.value % 32
    case "0":
      if let next = peek(2), ("0"..."9").contains(next) {
        throw error("octal escapes are not part of JavaScript's expressions")
      }
      position += 2
      return 0
    case "x":
      position += 2
      return try readHexadecimal(digits: 2)
    case "u":
      position += 2
      return try readUnicode()
    case _ where letter.isASCII && !letter.properties.isAlphabetic && letter != "_" && !("0"..."9").contains(letter),
      "_":
      position += 2
      return letter.value
    default: throw error("\\\(letter) has no meaning")
    }
  }

  private mutating func readHexadecimal(digits: Int) throws(PatternError) -> UInt32 {
    let text = scalars[position...].prefix(digits).reduce(into: "") { $0.unicodeScalars.append($1) }
    guard text.utf8.count == digits, text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16) else {
      throw error("\(digits) hexadecimal digits are missing")
    }
    position += digits
    return code
  }

  private mutating func readUnicode() throws(PatternError) -> UInt32 {
    if take("{") {
      guard let end = scalars[position...].firstIndex(of: "}") else { throw error("a } is missing") }
      let text = scalars[position..<end].reduce(into: "") { $0.unicodeScalars.append($1) }
      guard text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16), code <= 0x10FFFF else {
        throw error("\\u{\(text)} is no character")
      }
      position = end + 1
      return code
    }
    let high = try readHexadecimal(digits: 4)
    guard (0xD800..<0xDC00).contains(high), peek() == "\\", peek(1) == "u" else { return high }
    let behindHigh = position
    position += 2
    if let low = try? readHexadecimal(digits: 4), (0xDC00..<0xE000).contains(low) {
      return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    }
    position = behindHigh
    return high
  }

  private mutating func readProperty(isNegated: Bool) throws(PatternError) -> String {
    guard take("{"), let end = scalars[position...].firstIndex(of: "}") else {
      throw error("a property in { } is missing behind \\p")
    }
    let name = scalars[position..<end].reduce(into: "") { $0.unicodeScalars.append($1) }
    guard let text = PatternSet.property(name, isNegated: isNegated) else {
      throw error("\"\(name)\" is no property of characters")
    }
    position = end + 1
    return text
  }

  // MARK: Classes

  private mutating func readClass() throws(PatternError) {
    position += 1
    let isNegated = take("^")
    var content = ""
    while peek() != "]" {
      guard peek() != nil else { throw error("a [ is not closed") }
      let first = try readClassAtom()
      guard peek() == "-", peek(1) != "]", peek(1) != nil else {
        content += first.text
        continue
      }
      position += 1
      let last = try readClassAtom()
      if let low = first.scalar, let high = last.scalar {
        guard low <= high else { throw error("a range runs backwards") }
        content += Self.range(low, high)
      } else {
        content += first.text + "\\-" + last.text
      }
    }
    position += 1
    // What contains nothing never matches; what excludes nothing always does.
    output += content.isEmpty ? (isNegated ? #"[\x{0}-\x{10ffff}]"# : "(?!)") : "[\(isNegated ? "^" : "")\(content)]"
    isRepeatable = true
  }

  private mutating func readClassAtom() throws(PatternError) -> (text: String, scalar: UInt32?) {
    guard let scalar = peek() else { throw error("a [ is not closed") }
    guard scalar == "\\" else {
      position += 1
      return (Self.literal(scalar), scalar.value)
    }
    if peek(1) == "b" {
      position += 2
      return (#"\x{8}"#, 8)
    }
    let escape = try readCharacterEscape()
    let isSurrogate = escape.scalar.map { (0xD800..<0xE000).contains($0) } ?? false
    return (isSurrogate ? "" : escape.text, escape.scalar)
  }

  // MARK: Writing

  /// A range without the surrogates, which PCRE2 does not take as its ends and no text has.
  private static func range(_ low: UInt32, _ high: UInt32) -> String {
    let first = (0xD800..<0xE000).contains(low) ? 0xE000 : low
    let last = (0xD800..<0xE000).contains(high) ? 0xD7FF : high
    return first > last ? "" : text(of: first) + "-" + text(of: last)
  }

  private static func text(of code: UInt32) -> String {
    (0xD800..<0xE000).contains(code) ? "(?!)" : "\\x{\(String(code, radix: 16))}"
  }

  /// A character as itself, wherever it stands.
  private static func literal(_ scalar: Unicode.Scalar) -> String {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? String(scalar) : text(of: scalar.value)
  }
}
