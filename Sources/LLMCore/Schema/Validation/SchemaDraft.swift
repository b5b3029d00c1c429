/// The editions of JSON Schema that are understood.
package enum SchemaDraft: String, Sendable, CaseIterable, Comparable {
  case draft4 = "http://json-schema.org/draft-04/schema"
  case draft6 = "http://json-schema.org/draft-06/schema"
  case draft7 = "http://json-schema.org/draft-07/schema"
  case draft2019 = "https://json-schema.org/draft/2019-09/schema"
  case draft2020 = "https://json-schema.org/draft/2020-12/schema"

  /// The draft whose metaschema has this address; an empty fragment behind it does not matter.
  package init?(metaschema address: String) {
    self.init(rawValue: address.hasSuffix("#") ? String(address.dropLast()) : address)
  }

  /// The address of its metaschema.
  package var metaschema: String { rawValue }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: SchemaDraft, right: SchemaDraft) -> Bool { left.order < right.order }
}
