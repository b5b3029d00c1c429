/// What a provider can be asked to keep to of a schema. The original stays what the answer is checked against.
package struct LoweredSchema: Sendable, Equatable {
  /// A keyword that the provider does not take.
  package struct Dropped: Sendable, Equatable {
    /// The place of the keyword in the original schema, as a JSON Pointer: `/properties/age/minimum`.
    package let location: String
    /// Whether the description says it in words now, so that the model may still follow it.
    package let isDescribed: Bool
  }

  /// What to send; nil where there is nothing to enforce with, so that the schema goes into the prompt. It is not strict where
  /// there is an obstacle.
  package let output: OutputSchema?
  package let dropped: [Dropped]
  /// Whether the answer is an object with the one member `value`, since the provider takes only objects.
  package let isWrapped: Bool
  /// Why the provider cannot guarantee the schema, as a sentence without a full stop; nil where it can.
  package let obstacle: String?

  init(output: OutputSchema?, dropped: [Dropped] = [], isWrapped: Bool = false, obstacle: String? = nil) {
    (self.output, self.dropped) = (output, dropped)
    (self.isWrapped, self.obstacle) = (isWrapped, obstacle)
  }

  /// The member that holds what is not an object.
  static let wrapper = "value"

  /// The value that the schema is about, out of what the provider's answer holds: without the object around it, and without members
  /// that are null only because lowering required them.
  ///
  /// - Parameter schema: the one that this was lowered from.
  package func original(of answer: JSONValue, by schema: JSONSchema) -> JSONValue {
    let value = isWrapped ? answer[LoweredSchema.wrapper] ?? answer : answer
    return output == nil ? value : NullRemoval.apply(to: value, by: schema)
  }
}

/// Takes out members that are null where the schema wants them to be something or not to be there.
enum NullRemoval {
  private static let roundLimit = 8

  static func apply(to value: JSONValue, by schema: JSONSchema) -> JSONValue {
    var (value, violations) = (value, schema.validate(value))
    for _ in 0..<roundLimit where !violations.isEmpty {
      var changed = value
      for violation in violations where violation.found == "null" {
        guard let tokens = JSONPointer.tokens(violation.instance), !tokens.isEmpty else { continue }
        changed = removing(tokens[...], from: changed)
      }
      let remaining = schema.validate(changed)
      // What is required would only be missing then.
      guard changed != value, remaining.count < violations.count else { break }
      (value, violations) = (changed, remaining)
    }
    return value
  }

  /// The value without the member that the tokens lead to, if that is null.
  private static func removing(_ tokens: ArraySlice<String>, from value: JSONValue) -> JSONValue {
    guard let token = tokens.first else { return value }
    switch value {
    case .object(let members):
      let isLast = tokens.count == 1
      return .object(
        members.compactMap { member in
          guard member.name.utf8.elementsEqual(token.utf8) else { return member }
          if isLast { return member.value == .null ? nil : member }
          return JSONMember(member.name, removing(tokens.dropFirst(), from: member.value))
        })
    case .array(var elements):
      guard let index = Int(token), elements.indices.contains(index) else { return value }
      elements[index] = removing(tokens.dropFirst(), from: elements[index])
      return .array(elements)
    default: return value
    }
  }
}
