/// A compiled schema as lists that point into each other by numbers: nothing in them counts references, so that checking a value
/// touches only plain memory.
///
/// Never changed once the compiler is done, therefore safe to share.
struct SchemaProgram: Sendable {
  /// Where a node comes from, for messages.
  struct NodeSource: Sendable {
    /// Such as `#/$defs/item`, with the address of its document in front where it has one.
    let location: String
    let value: JSONValue
  }

  /// The first is the root.
  var nodes: ContiguousArray<SchemaNode> = []
  var origins: ContiguousArray<NodeSource> = []
  var numbers: ContiguousArray<NumberRule> = []
  var strings: ContiguousArray<StringRule> = []
  var arrays: ContiguousArray<ArrayRule> = []
  var objects: ContiguousArray<ObjectRule> = []
  var applicators: ContiguousArray<Applicator> = []
  var properties: ContiguousArray<PropertyEntry> = []
  var patternProperties: ContiguousArray<PatternEntry> = []
  var dependencies: ContiguousArray<DependencyEntry> = []
  var indices: ContiguousArray<Int32> = []
  /// The bytes of all names.
  var names: ContiguousArray<UInt8> = []
  /// The values of `const` and `enum`, and the numbers of rules.
  var constants: ContiguousArray<JSONValue> = []
  var patterns: [Pattern] = []
  var dynamicTargets: ContiguousArray<DynamicTarget> = []
  /// Whether there are dynamic references, for which the scopes have to be remembered.
  var isDynamic = false
}
