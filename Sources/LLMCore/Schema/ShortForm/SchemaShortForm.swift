/// A schema in one line, for people at a prompt: `name, age int, tags [string], role enum(a,b), items [{type string}]`.
package enum SchemaShortForm {
  /// Whether the text can only be meant as a short form, neither as JSON nor as a file's or a saved schema's name.
  package static func isLikely(_ text: String) -> Bool { text.contains { $0.isWhitespace || $0 == "," } }

  /// The schema that a text stands for. The error's location is empty; its message names line and column.
  package static func schema(from text: String) throws(SchemaError) -> JSONValue { .object([]) }
}
