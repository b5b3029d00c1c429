/// Makes of a schema what a provider takes: keywords it does not know go into descriptions, what it insists on is added.
package enum SchemaLowering {
  /// Lowers a schema that compiles. `name` is what the provider calls it; characters it does not take are replaced.
  package static func lower(_ schema: JSONValue, for target: SchemaTarget, name: String) -> LoweredSchema {
    LoweredSchema(output: nil, dropped: [], isWrapped: false, obstacle: nil)
  }
}
