/// Something that can be put into a template.
package struct TemplateParameter: Sendable, Equatable {
  /// What values it takes.
  package enum Kind: Sendable, Equatable {
    /// A few words. More than a line of them are data, and stand in a block of their own.
    case string
    /// Any text; always a block of its own.
    case text
    case integer
    case number
    case boolean
    /// The path of a file, whose content is put in as a block.
    case file
    /// One of these words: `enum`.
    case choice([String])
  }

  package var name: String
  package var kind: Kind
  /// What stands in for it where nothing is given, as it would be typed.
  package var usual: String?
  package var description: String?
  package var isRequired: Bool

  package init(
    _ name: String, _ kind: Kind = .string, usual: String? = nil, description: String? = nil, isRequired: Bool = true
  ) {
    (self.name, self.kind, self.usual, self.description) = (name, kind, usual, description)
    self.isRequired = isRequired && usual == nil
  }

  /// The words that `type:` takes.
  package static let kindNames = ["string", "text", "integer", "number", "boolean", "file", "enum"]

  package var kindName: String {
    switch kind {
    case .string: "string"
    case .text: "text"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .file: "file"
    case .choice: "enum"
    }
  }

  /// Whether the template decides which values there are, so that none of them can give a model orders.
  package var isClosed: Bool {
    switch kind {
    case .integer, .number, .boolean, .choice: true
    case .string, .text, .file: false
    }
  }

  /// A value as it is used: numbers and truth values without the blanks around them.
  package func tidy(_ value: String) -> String {
    switch kind {
    case .string, .text, .file, .choice: return value
    case .integer, .number, .boolean:
      let bytes = value.utf8.drop { Byte.isBlank($0) }
      return String(Substring(bytes).reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
  }

  /// What it takes, on one line: its type, words, default and description.
  package var words: String {
    var words = [kindName]
    if case .choice(let values) = kind { words.append("(\(values.joined(separator: ", ")))") }
    if let usual { words.append("= \(usual)") }
    if isRequired { words.append("(required)") }
    if let description { words.append("- \(description)") }
    return words.joined(separator: " ")
  }

  /// What is wrong with a value, as an end of "takes …"; nil where nothing is.
  package func complaint(about value: String) -> String? {
    switch kind {
    case .string, .text, .file: return nil
    case .integer: return Int(value) == nil ? "a whole number" : nil
    case .number:
      if case .number? = try? JSONReader.parse(value) { return nil }
      return "a number"
    case .boolean: return ["true", "false"].contains(value) ? nil : "true or false"
    case .choice(let words):
      guard !words.contains(value) else { return nil }
      let nearest = Suggestion.nearest(to: value, among: words).map { "; did you mean '\($0)'?" } ?? ""
      return "one of \(words.joined(separator: ", "))\(nearest)"
    }
  }

  /// All of it but the description.
  package var json: JSONValue {
    var members = [JSONMember("name", .string(name)), JSONMember("type", .string(kindName))]
    if case .choice(let words) = kind { members.append(JSONMember("values", .array(words.map(JSONValue.string)))) }
    members += [JSONMember("default", .optional(usual)), JSONMember("required", .bool(isRequired))]
    return .object(members)
  }

  /// Whether a text can be the name of one: letters, digits, `_` and `-`, a letter first.
  package static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, Byte.isLetter(first), text.utf8.count <= 64 else { return false }
    return text.utf8.allSatisfy {
      Byte.isLetter($0) || Byte.isDigit($0) || $0 == Byte.underscore || $0 == Byte.minus
    }
  }
}
