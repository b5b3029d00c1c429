/// A schema in one line, for people at a prompt: `name, age int, tags [string], role enum(a,b), items [{type string, note?}]`.
///
/// A field is a name, then its type if it is not a string, then a colon and a description if there is one. `name?` need not be
/// there; all others must, and no others may. Fields are separated by commas, or by line ends, so that a description on its own line
/// can have commas. `[type]` is an array, `{fields}` an object, `enum(a, b)` one of these words or numbers. What simonw/llm takes, means
/// the same here.
package enum SchemaShortForm {
  /// Whether the text can only be meant as a short form, and not as a file's or a saved schema's name. JSON is to be tried first.
  package static func isLikely(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isWhitespace || ",[{(?:".unicodeScalars.contains($0) }
  }

  /// The schema that a text stands for. The error's location is empty; its message names the column, and the line where there are
  /// several.
  package static func schema(from text: String) throws(SchemaError) -> JSONValue {
    var parser = ShortFormParser(text)
    return try parser.parse()
  }
}
