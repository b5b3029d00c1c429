/// Why a schema from outside is not used.
package enum SchemaFlaw: Error, Sendable {
  /// By its draft's metaschema it is none; the first place where that shows.
  case violation(SchemaViolation)
  /// It is one, and cannot be compiled, or its draft is not known.
  case unusable(SchemaError)
}

extension JSONSchema {
  /// A schema from outside: held against its metaschema, then compiled.
  package static func checked(_ source: JSONValue) throws(SchemaFlaw) -> JSONSchema {
    let violations: [SchemaViolation]
    do throws(SchemaError) { violations = try flaws(in: source) } catch { throw .unusable(error) }
    if let first = violations.first { throw .violation(first) }
    do throws(SchemaError) { return try JSONSchema(source) } catch { throw .unusable(error) }
  }
}
