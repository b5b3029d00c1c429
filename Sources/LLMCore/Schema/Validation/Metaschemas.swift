internal import CMetaschemas

/// The schemas of schemas of every draft, compiled in; `scripts/metaschemas.py` takes them from a package.
enum Metaschemas {
  /// By address, without an empty fragment. Read when first asked for.
  private static let documents: [String: JSONValue] = {
    var size = 0
    let start = llmctl_metaschemas(&size)
    let bytes = Array(UnsafeRawBufferPointer(start: start, count: size))
    guard case .array(let schemas) = try? JSONReader.parse(bytes) else { return [:] }
    var documents: [String: JSONValue] = [:]
    for schema in schemas {
      guard let id = (schema[exactly: "$id"] ?? schema[exactly: "id"])?.text else { continue }
      documents[SchemaAddress(id).document] = schema
    }
    return documents
  }()

  /// The metaschema, or a vocabulary's part of one, with this address.
  static func document(at address: String) -> JSONValue? { documents[address] }
}
