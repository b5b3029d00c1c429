/// What a model is said to be able to do. The bits are those of the price table.
package struct ModelAbilities: OptionSet, Sendable, Hashable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let vision = Self(rawValue: 1 << 0)
  package static let tools = Self(rawValue: 1 << 1)
  package static let parallelTools = Self(rawValue: 1 << 2)
  /// Answers to a JSON schema.
  package static let schema = Self(rawValue: 1 << 3)
  /// Answers to a JSON schema in the provider's own parameter, not by a tool.
  package static let nativeSchema = Self(rawValue: 1 << 4)
  package static let reasoning = Self(rawValue: 1 << 5)
  package static let promptCaching = Self(rawValue: 1 << 6)
  package static let pdf = Self(rawValue: 1 << 7)
  package static let audioInput = Self(rawValue: 1 << 8)
  package static let audioOutput = Self(rawValue: 1 << 9)
  package static let webSearch = Self(rawValue: 1 << 10)
  /// Goes on with an answer that was begun for it.
  package static let prefill = Self(rawValue: 1 << 11)
  /// Refuses a request that begins the answer.
  package static let refusesPrefill = Self(rawValue: 1 << 12)
  /// Refuses `temperature` and its like.
  package static let refusesSampling = Self(rawValue: 1 << 13)
  /// Refuses to be made to use a tool.
  package static let refusesForcedTools = Self(rawValue: 1 << 14)
  package static let systemMessages = Self(rawValue: 1 << 15)
  /// Somebody listed the abilities: what is not set is missing. Without this bit, nothing is known.
  package static let areKnown = Self(rawValue: 1 << 31)
}

/// What a model is used for. The raw values are those of the price table.
package enum ModelMode: UInt8, Sendable {
  case chat, completion, responses, embedding
}
