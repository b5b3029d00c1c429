/// Reads the short form of a schema, from left to right, without going back.
struct ShortFormParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  /// Whether commas at the top belong to descriptions, since lines separate the fields.
  private let hasLines: Bool

  private static let depthLimit = 32
  private static let separators: Set<Unicode.Scalar> = [",", "\n"]
  private static let special: Set<Unicode.Scalar> = [",", "\n", ":", "?", "[", "]", "{", "}", "(", ")", "\"", "|"]

  init(_ text: String) {
    scalars = text.unicodeScalars.filter { $0 != "\r" }
    let trimmed = scalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }
    hasLines = trimmed.contains("\n")
  }

  mutating func parse() throws(SchemaError) -> JSONValue {
    skipSpace(lines: true)
    guard peek() != nil else { throw error("a field is missing") }
    let schema =
      peek() == "[" || peek() == "{"
      ? try readType()
      : try readFields(until: nil)
    skipSpace(lines: true)
    guard peek() == nil else { throw error("\"\(scalars[position])\" cannot stand behind the schema") }
    return .object(schema)
  }

  // MARK: Reading

  private func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace(lines: Bool = false) {
    while let scalar = peek(), scalar.properties.isWhitespace, lines || scalar != "\n" { position += 1 }
  }

  private func error(_ message: String, at place: Int? = nil) -> SchemaError {
    let before = scalars[..<min(place ?? position, scalars.count)]
    let column = before.count - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
    let line = scalars.contains("\n") ? "line \(before.count { $0 == "\n" } + 1), " : ""
    return SchemaError(at: "", "\(line)column \(column): \(message)")
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
  }

  // MARK: Fields

  /// An object's fields, through the closing brace if there is one.
  private mutating func readFields(until closer: Unicode.Scalar?) throws(SchemaError) -> [JSONMember] {
    var (properties, required): ([JSONMember], [JSONValue]) = ([], [])
    while true {
      skipSpace(lines: true)
      if let closer, take(closer) { break }
      guard let next = peek() else {
        if let closer { throw error("a \(closer) is missing") }
        break
      }
      if Self.separators.contains(next), !properties.isEmpty {
        // A comma at the end, or before a line end.
        position += 1
        continue
      }
      let start = position
      let (field, isRequired) = try readField(inside: closer)
      guard !properties.contains(where: { $0.name.utf8.elementsEqual(field.name.utf8) }) else {
        throw error("the field \"\(field.name)\" is there already", at: start)
      }
      properties.append(field)
      if isRequired { required.append(.string(field.name)) }
      try expectEndOfField(closer)
    }
    guard !properties.isEmpty else { throw error("a field is missing") }
    return [
      JSONMember("type", .string("object")), JSONMember("properties", .object(properties)),
      JSONMember("required", .array(required)), JSONMember("additionalProperties", .bool(false)),
    ]
  }

  private mutating func expectEndOfField(_ closer: Unicode.Scalar?) throws(SchemaError) {
    skipSpace()
    guard let next = peek(), next != closer else { return }
    guard Self.separators.contains(next) else {
      throw error("a comma is missing, or \"\(next)\" is too much; a field is: name type: description")
    }
    position += 1
  }

  private mutating func readField(inside closer: Unicode.Scalar?) throws(SchemaError) -> (JSONMember, Bool) {
    let name = try readWord("the name of a field")
    var isRequired = !take("?")
    skipSpace()
    var schema = ShortFormType.schema("string") ?? []
    if let next = peek(), next != ":", next != closer, !Self.separators.contains(next) { schema = try readType() }
    if take("?") { isRequired = false }
    skipSpace()
    if take(":") {
      skipSpace()
      let description = try readDescription(inside: closer)
      if !description.isEmpty { schema.append(JSONMember("description", .string(description))) }
    }
    return (JSONMember(name, .object(schema)), isRequired)
  }

  private mutating func readDescription(inside closer: Unicode.Scalar?) throws(SchemaError) -> String {
    if peek() == "\"" { return try readQuoted() }
    let start = position
    let hasCommas = closer == nil && hasLines
    while let scalar = peek(), scalar != closer, scalar != "\n", hasCommas || scalar != "," { position += 1 }
    var description = scalars[start..<position]
    while let last = description.last, last.properties.isWhitespace || last == "," { description.removeLast() }
    return Self.text(description)
  }

  // MARK: Words

  private mutating func readWord(_ purpose: String) throws(SchemaError) -> String {
    if peek() == "\"" { return try readQuoted() }
    let start = position
    while let scalar = peek(), !scalar.properties.isWhitespace, !Self.special.contains(scalar) { position += 1 }
    guard position > start else {
      throw error("\(purpose) is missing" + (peek().map { " before \"\($0)\"" } ?? ""))
    }
    return Self.text(scalars[start..<position])
  }

  /// A text in quotes, with JSON's escapes.
  private mutating func readQuoted() throws(SchemaError) -> String {
    let start = position
    position += 1
    while let scalar = peek(), scalar != "\"" { position += scalar == "\\" ? 2 : 1 }
    guard take("\"") else { throw error("a \" is missing", at: start) }
    guard case .string(let text) = try? JSONReader.parse(Self.text(scalars[start..<position])) else {
      throw error("the text in quotes has an escape that JSON does not know", at: start)
    }
    return text
  }

  // MARK: Types

  private mutating func readType() throws(SchemaError) -> [JSONMember] {
    guard depth < Self.depthLimit else { throw error("the types are nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    if take("{") { return try readFields(until: "}") }
    if take("[") {
      skipSpace(lines: true)
      let element = try readType()
      skipSpace(lines: true)
      guard take("]") else {
        throw error("a ] is missing; an array has one type of elements, such as [string] or [{name, age int}]")
      }
      return [JSONMember("type", .string("array")), JSONMember("items", .object(element))]
    }
    let start = position
    let name = try readWord("a type")
    if name == "enum" || name == "one-of", peek() == "(" { return try readChoices() }
    guard let schema = ShortFormType.schema(name) else { throw unknownType(name, at: start) }
    return schema
  }

  private func unknownType(_ name: String, at start: Int) -> SchemaError {
    let close = Suggestion.nearest(to: name, among: ShortFormType.names)
    let hint =
      close.map { "; did you mean \($0)?" } ?? "; these are: \(ShortFormType.names.joined(separator: ", ")), enum(…)"
    return error("\"\(name)\" is no type\(hint)", at: start)
  }

  /// `(a, b)`: words, or numbers where all are.
  private mutating func readChoices() throws(SchemaError) -> [JSONMember] {
    position += 1
    var words: [String] = []
    while true {
      skipSpace(lines: true)
      words.append(try readChoice())
      skipSpace(lines: true)
      if take(")") { break }
      guard take(",") || take("|") else { throw error("a ) is missing behind the choices") }
    }
    let numbers = words.compactMap { word -> JSONValue? in
      guard case .number(let text) = try? JSONReader.parse(word) else { return nil }
      return .number(text)
    }
    if numbers.count == words.count {
      return [JSONMember("type", .string("number")), JSONMember("enum", .array(numbers))]
    }
    return [JSONMember("type", .string("string")), JSONMember("enum", .array(words.map { .string($0) }))]
  }

  /// One choice; words in it may have spaces between.
  private mutating func readChoice() throws(SchemaError) -> String {
    var words = [try readWord("a choice")]
    skipSpace()
    while let next = peek(), !Self.special.contains(next) {
      words.append(try readWord("a choice"))
      skipSpace()
    }
    return words.joined(separator: " ")
  }
}
