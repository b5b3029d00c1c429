extension JSONValue {
  /// The same with every text in it changed alike. Names of members stay what they are.
  package func mapTexts(_ change: (String) -> String) -> JSONValue {
    switch self {
    case .string(let text): .string(change(text))
    case .array(let elements): .array(elements.map { $0.mapTexts(change) })
    case .object(let members): .object(members.map { JSONMember($0.name, $0.value.mapTexts(change)) })
    default: self
    }
  }
}
