/// The members of a request's body, put together in order.
struct RequestBody {
  private(set) var members: [JSONMember] = []

  /// Adds a member; nil adds nothing.
  mutating func add(_ name: String, _ value: JSONValue?) {
    if let value { members.append(JSONMember(name, value)) }
  }

  /// Adds an object, unless it is empty.
  mutating func add(_ name: String, members inner: [JSONMember]) {
    if !inner.isEmpty { members.append(JSONMember(name, .object(inner))) }
  }

  /// The body as bytes, changed as the server asked for before.
  func bytes(_ repairs: [ParameterRepair]) -> [UInt8] {
    JSONWriter.bytes(of: .object(repairs.reduce(members) { Self.repaired($0, by: $1) }))
  }

  /// Objects that hold parameters, of which servers name the parameter alone: Gemini's, Ollama's.
  private static let containers: Set<String> = ["generationConfig", "options"]

  /// A parameter may be named by its path, such as `output_config.effort`.
  private static func repaired(_ members: [JSONMember], by repair: ParameterRepair) -> [JSONMember] {
    let path = repair.parameter.split(separator: ".").map(String.init)
    return members.compactMap { member in
      if containers.contains(member.name), case .object(let inner) = member.value {
        return JSONMember(member.name, .object(repaired(inner, by: repair)))
      }
      return changed(member, at: path[...], repair)
    }
  }

  private static func changed(
    _ member: JSONMember, at path: ArraySlice<String>, _ repair: ParameterRepair
  ) -> JSONMember? {
    guard member.name == path.first else { return member }
    if path.count > 1 {
      guard case .object(let inner) = member.value else { return member }
      let rest = inner.compactMap { changed($0, at: path.dropFirst(), repair) }
      return rest.isEmpty ? nil : JSONMember(member.name, .object(rest))
    }
    guard case .rename(_, to: let other) = repair else { return nil }
    return JSONMember(other, member.value)
  }
}
