/// What keywords mean in a schema: its draft, and the vocabularies that its metaschema asks for.
struct SchemaDialect: Equatable {
  /// The vocabularies whose keywords do anything; what annotates only does nothing here anyway.
  struct Vocabularies: OptionSet {
    let rawValue: UInt8
    static let core = Vocabularies(rawValue: 1)
    static let applicator = Vocabularies(rawValue: 2)
    static let unevaluated = Vocabularies(rawValue: 4)
    static let validation = Vocabularies(rawValue: 8)
    /// Formats are checked.
    static let formatAssertion = Vocabularies(rawValue: 16)
    static let usual: Vocabularies = [.core, .applicator, .unevaluated, .validation]
  }

  let draft: SchemaDraft
  var vocabularies = Vocabularies.usual

  init(draft: SchemaDraft) { self.draft = draft }

  /// The dialect that a metaschema of someone's own describes.
  init(metaschema: JSONValue, from draft: SchemaDraft) throws(SchemaError) {
    self.draft = draft
    guard draft >= .draft2019, let declared = metaschema[exactly: "$vocabulary"]?.members else { return }
    vocabularies = .core
    for member in declared {
      guard let known = Self.vocabulary(member.name) else {
        guard member.value == .bool(true) else { continue }
        throw SchemaError(
          at: "/$schema", "its metaschema asks for the vocabulary \(member.name), which is not known here")
      }
      vocabularies.formUnion(known)
    }
  }

  /// The keyword that gives a schema its address.
  var identifier: String { draft == .draft4 ? "id" : "$id" }

  /// Until draft 7, a `$ref` stands for everything around it.
  var hasLonelyReferences: Bool { draft <= .draft7 }

  /// What an address of a vocabulary stands for; nil for one that is not known.
  private static func vocabulary(_ address: String) -> Vocabularies? {
    for draft in ["2020-12", "2019-09"] {
      let prefix = "https://json-schema.org/draft/\(draft)/vocab/"
      guard address.hasPrefix(prefix) else { continue }
      switch String(address.dropFirst(prefix.count)) {
      case "core": return .core
      case "applicator": return draft == "2019-09" ? [.applicator, .unevaluated] : .applicator
      case "unevaluated": return .unevaluated
      case "validation": return .validation
      case "format-assertion": return .formatAssertion
      case "format", "format-annotation", "meta-data", "content": return []
      default: return nil
      }
    }
    return nil
  }

  /// What keywords hold, as far as schemas are in them.
  enum Content { case schema, schemas, namedSchemas, schemaOrSchemas, schemasOrNames }

  /// Where a keyword of this draft holds schemas; nil for one that holds none.
  func content(of keyword: String) -> Content? {
    switch keyword {
    case "not", "additionalProperties": .schema
    case "allOf", "anyOf", "oneOf": .schemas
    case "properties", "patternProperties", "definitions": .namedSchemas
    case "items": draft >= .draft2020 ? .schema : .schemaOrSchemas
    case "dependencies": .schemasOrNames
    case "additionalItems": draft >= .draft2020 ? nil : .schema
    case "contains", "propertyNames": draft >= .draft6 ? .schema : nil
    case "if", "then", "else": draft >= .draft7 ? .schema : nil
    case "$defs", "dependentSchemas": draft >= .draft2019 ? .namedSchemas : nil
    case "unevaluatedItems", "unevaluatedProperties", "contentSchema": draft >= .draft2019 ? .schema : nil
    case "prefixItems": draft >= .draft2020 ? .schemas : nil
    default: nil
    }
  }
}
