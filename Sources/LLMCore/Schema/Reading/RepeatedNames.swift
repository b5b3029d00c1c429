/// Makes the names of each object unique, so that what is checked is what a reader of the output sees: of members with the same name
/// the last value counts, at the place of the first.
struct RepeatedNames {
  private var path = ValuePath()
  private var log: StepLog

  static func merged(_ value: JSONValue, _ log: inout StepLog) -> JSONValue {
    guard exist(in: value) else { return value }
    var walk = RepeatedNames(log: log)
    defer { log = walk.log }
    return walk.merge(value)
  }

  private init(log: StepLog) { self.log = log }

  private static func exist(in value: JSONValue) -> Bool {
    switch value {
    case .array(let elements): elements.contains { exist(in: $0) }
    case .object(let members): areRepeated(members) || members.contains { exist(in: $0.value) }
    default: false
    }
  }

  /// Small objects are compared pairwise, which is faster than a set.
  private static func areRepeated(_ members: [JSONMember]) -> Bool {
    guard members.count <= 8 else { return Set(members.lazy.map { ExactName($0.name) }).count < members.count }
    return members.indices.contains { index in
      members[..<index].contains { ExactName($0.name) == ExactName(members[index].name) }
    }
  }

  private mutating func merge(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements):
      return .array(
        elements.enumerated().map { index, element in
          path.enter(index)
          defer { path.leave() }
          return merge(element)
        })
    case .object(let members): return .object(merge(members))
    default: return value
    }
  }

  private mutating func merge(_ members: [JSONMember]) -> [JSONMember] {
    var places: [ExactName: Int] = [:]
    var result: [JSONMember] = []
    for member in members {
      path.enter(member.name)
      defer { path.leave() }
      let value = merge(member.value)
      if let place = places[ExactName(member.name)] {
        log.note(.repeatedName, at: path.place)
        result[place].value = value
      } else {
        places[ExactName(member.name)] = result.count
        result.append(JSONMember(member.name, value))
      }
    }
    return result
  }
}

/// A name as its characters are written: Swift's strings are equal where only their composition differs, JSON's are not.
private struct ExactName: Hashable {
  private let name: String

  init(_ name: String) { self.name = name }

  static func == (first: Self, second: Self) -> Bool { first.name.utf8.elementsEqual(second.name.utf8) }

  func hash(into hasher: inout Hasher) {
    var name = name
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
