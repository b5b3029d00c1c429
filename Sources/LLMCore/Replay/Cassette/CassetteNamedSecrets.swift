/// Finds values whose names say that they are secret, in bytes that are JSON, a part of it, a form, a URL, or a text with such in it.
///
/// It looks at bytes and not at values, since what cannot be read as a whole is just where a secret must not be passed over.
enum CassetteNamedSecrets {
  /// The longest name that is looked at, in bytes.
  private static let longestName = 40

  /// Where such values stand, without their quotes, in order and apart from each other.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let found: [Range<Int>] =
        switch bytes[index] {
        case Byte.colon: member(in: bytes, colon: index)
        case Byte.equals: parameter(in: bytes, equals: index)
        default: []
        }
      ranges += found
      index = max(index + 1, found.last?.upperBound ?? 0)
    }
    return ranges
  }

  // MARK: Members

  /// The texts of the member whose colon this is: `"name" : "value"`, and all in the value where it is an object or a list. In JSON that
  /// is itself a text in JSON, quotes have backslashes before them.
  private static func member(in bytes: [UInt8], colon: Int) -> [Range<Int>] {
    var end = colon
    while end > 0, isSpace(bytes[end - 1]) { end -= 1 }
    guard end > 0, bytes[end - 1] == Byte.quote else { return [] }
    let escapes = backslashes(in: bytes, before: end - 1)
    let nameEnd = end - 1 - escapes
    var start = nameEnd
    while start > 0, nameEnd - start <= longestName, isName(bytes[start - 1]) { start -= 1 }
    guard start > 0, bytes[start - 1] == Byte.quote, CassetteCredentials.isSecret(member: bytes[start..<nameEnd]) else {
      return []
    }
    var value = colon + 1
    while value < bytes.count, isSpace(bytes[value]) { value += 1 }
    guard value < bytes.count else { return [] }
    if bytes[value] == Byte.openBrace || bytes[value] == Byte.openBracket {
      return texts(in: bytes, from: value, escapes: escapes)
    }
    return text(in: bytes, from: value, escapes: escapes).map { $0.isEmpty ? [] : [$0] } ?? []
  }

  /// What is between the quotes of the text that starts here; to the end of the bytes where it has none.
  private static func text(in bytes: [UInt8], from start: Int, escapes: Int) -> Range<Int>? {
    let quote = start + escapes
    guard quote < bytes.count, bytes[quote] == Byte.quote, bytes[start..<quote].allSatisfy({ $0 == Byte.backslash })
    else { return nil }
    var run = 0
    for index in bytes.indices[(quote + 1)...] {
      if bytes[index] == Byte.backslash {
        run += 1
        continue
      }
      let isEnd = escapes == 0 ? run % 2 == 0 : run <= escapes
      // Twice as many backslashes are some that are written themselves, and one more escapes the quote.
      if bytes[index] == Byte.quote, isEnd { return quote + 1..<index - (escapes == 0 ? 0 : run) }
      run = 0
    }
    return quote + 1..<bytes.count
  }

  /// How far the end of an object is looked for, in bytes: what holds a credential is small.
  private static let reach = 4 << 10

  /// All texts of an object or a list but for its names; none of a schema, which tells what such a value looks like.
  private static func texts(in bytes: [UInt8], from start: Int, escapes: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var depth = 0
    var index = start
    while index < min(bytes.count, start + reach) {
      switch bytes[index] {
      case Byte.openBrace, Byte.openBracket: depth += 1
      case Byte.closeBrace, Byte.closeBracket: depth -= 1
      case Byte.quote, Byte.backslash:
        if let text = text(in: bytes, from: index, escapes: escapes) {
          index = min(bytes.count, text.upperBound + escapes)
          var next = index + 1
          while next < bytes.count, isSpace(bytes[next]) { next += 1 }
          if next >= bytes.count || bytes[next] != Byte.colon, !text.isEmpty { ranges.append(text) }
        }
      default: break
      }
      index += 1
      if depth == 0 { break }
    }
    guard !ranges.isEmpty else { return [] }
    let isSchema = (try? JSONReader.parse(Array(bytes[start..<min(index, bytes.count)]))).map(isSchema) ?? false
    return isSchema ? [] : ranges
  }

  /// Whether an object is a JSON Schema and no value.
  static func isSchema(_ value: JSONValue) -> Bool {
    let types = ["string", "object", "array", "null", "number", "integer", "boolean"]
    let told = value["type"].map { ($0.elements ?? [$0]).compactMap(\.text) } ?? []
    return value["value"] == nil && (value["$ref"] != nil || !told.isEmpty && told.allSatisfy(types.contains))
  }

  // MARK: Parameters

  /// The value behind this sign, where a parameter's name stands before it: behind `?` or `&` of a URL, or at the beginning of a form.
  private static func parameter(in bytes: [UInt8], equals: Int) -> [Range<Int>] {
    var start = equals
    while start > 0, equals - start <= longestName, isName(bytes[start - 1]) || bytes[start - 1] == Byte.percent {
      start -= 1
    }
    var name = bytes[start..<equals]
    if start > 0, bytes[start - 1] == Byte.backslash, name.starts(with: "u0026".utf8) {
      // An ampersand as careful writers of JSON have it.
      name = name.dropFirst(5)
    } else if start > 0, !isJoint(in: bytes, at: start - 1) {
      return []
    }
    guard CassetteCredentials.isSecret(parameter: name) else { return [] }
    let value = bytes[(equals + 1)...].prefix { $0 > Byte.space && !"&\"'<>\\#()[]{}`".utf8.contains($0) }
    return value.isEmpty ? [] : [value.startIndex..<value.endIndex]
  }

  private static func isJoint(in bytes: [UInt8], at index: Int) -> Bool {
    if bytes[index] == Byte.question || bytes[index] == Byte.ampersand { return true }
    return bytes[index] == Byte.semicolon && index >= 4 && bytes[index - 4...index].elementsEqual("&amp;".utf8)
  }

  // MARK: Bytes

  private static func backslashes(in bytes: [UInt8], before end: Int) -> Int {
    var start = end
    while start > 0, end - start < 8, bytes[start - 1] == Byte.backslash { start -= 1 }
    return end - start
  }

  private static func isName(_ byte: UInt8) -> Bool { Byte.isWord(byte) || byte == Byte.minus }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == Byte.space || 0x09...0x0D ~= byte }
}
