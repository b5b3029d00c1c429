/// Writes a JSON value as YAML 1.2 for people to read and edit: blocks for texts of several lines, quotes only where they are needed.
/// `YAMLDocument` reads the same value back, whatever the texts hold, but for a byte order mark at the start of one, which Yams drops.
package struct YAMLWriter {
  private static let step = 2
  /// Longer keys have to be announced by a question mark: libyaml looks for the colon in the next 1024 characters only.
  private static let longestPlainKey = 900

  private var text = ""

  private init() {}

  /// The document, ending with a line feed.
  package static func text(of value: JSONValue) -> String {
    var writer = YAMLWriter()
    switch value {
    case .object(let members) where !members.isEmpty: writer.write(members, indent: 0, startsLine: true)
    case .array(let elements) where !elements.isEmpty: writer.write(elements, indent: 0, startsLine: true)
    default: writer.text += scalar(value) + "\n"
    }
    return writer.text
  }

  /// - Parameter startsLine: whether nothing stands on the line yet; behind a dash the first member follows on it.
  private mutating func write(_ members: [JSONMember], indent: Int, startsLine: Bool) {
    for (index, member) in members.enumerated() {
      if index > 0 || startsLine { pad(indent) }
      let key = Self.string(member.name)
      text += key.utf8.count > Self.longestPlainKey ? "? \(key)\n" + Self.spaces(indent) + ":" : key + ":"
      write(member.value, indent: indent, behindKey: true)
    }
  }

  private mutating func write(_ elements: [JSONValue], indent: Int, startsLine: Bool) {
    for (index, element) in elements.enumerated() {
      if index > 0 || startsLine { pad(indent) }
      text += "-"
      write(element, indent: indent, behindKey: false)
    }
  }

  /// Writes what stands behind a key or a dash, to the end of its line or its block.
  private mutating func write(_ value: JSONValue, indent: Int, behindKey: Bool) {
    let inner = indent + Self.step
    switch value {
    case .object(let members) where !members.isEmpty:
      text += behindKey ? "\n" : " "
      write(members, indent: inner, startsLine: behindKey)
    case .array(let elements) where !elements.isEmpty:
      text += behindKey ? "\n" : " "
      write(elements, indent: inner, startsLine: behindKey)
    case .string(let string) where Self.takesBlock(string): writeBlock(string, indent: inner)
    default: text += " " + Self.scalar(value) + "\n"
    }
  }

  // MARK: Blocks

  /// Whether a text can stand in a literal block: several lines, and no character that a reader of YAML would change.
  private static func takesBlock(_ text: String) -> Bool {
    guard text.unicodeScalars.contains("\n"), text.unicodeScalars.contains(where: { $0 != "\n" }) else { return false }
    return text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || isPrintable($0) }
  }

  /// A literal block (YAML 1.2.2, §8.1.2). Its header tells the depth where the first line could be mistaken for it.
  private mutating func writeBlock(_ string: String, indent: Int) {
    var lines = string.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = string.unicodeScalars.first ?? "\n"
    let depth = first == " " || first == "\t" || first == "\n" ? String(Self.step) : ""
    // Without line feeds at the end the last one is stripped, one is the rule, and more are kept.
    let ending = lines.last?.isEmpty == false ? "-" : lines.dropLast().last?.isEmpty == true ? "+" : ""
    if ending != "-" { lines.removeLast() }
    text += " |\(depth)\(ending)\n"
    for line in lines {
      if !line.isEmpty { pad(indent) }
      text += line + "\n"
    }
  }

  // MARK: Scalars

  private static func scalar(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .number(let number): number
    case .string(let text): string(text)
    case .array: "[]"
    case .object: "{}"
    }
  }

  /// A text on one line: as it is where nothing can mistake it, else in double quotes with the escapes that JSON has too.
  private static func string(_ text: String) -> String {
    if isPlain(text) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        if isPrintable(scalar) { quoted.unicodeScalars.append(scalar) } else { quoted += escape(scalar) }
      }
    }
    return quoted + "\""
  }

  /// All that is not printable has at most four digits.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Words that readers of YAML 1.1 or 1.2 take for something else than text.
  private static let taken: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  /// Stricter than YAML, so that every reader agrees.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isLetter(first), text.unicodeScalars.last != " " else { return false }
    guard !taken.contains(text.lowercased()) else { return false }
    return text.unicodeScalars.allSatisfy { isLetter($0) || "0123456789 _-./@,?!()'".unicodeScalars.contains($0) }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (scalar.value | 0x20) &- 97 < 26 : scalar.properties.isAlphabetic
  }

  /// What YAML lets stand as it is (§5.1), without the characters that YAML 1.1 takes for ends of lines.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private mutating func pad(_ width: Int) { text += Self.spaces(width) }

  private static func spaces(_ width: Int) -> String { String(repeating: " ", count: width) }
}
