/// A run of numbers in one of the lists of a ``SchemaProgram``.
struct IndexRun {
  var start: Int32 = 0
  var count: Int32 = 0

  var isEmpty: Bool { count == 0 }
  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// A compiled subschema: what it asks for by the kind of the value, so that a string never meets a rule for objects. -1 stands for none.
struct SchemaNode {
  /// Kinds that are let in, of ``JSONKind``; 0 for the schema `false`.
  var kinds = JSONKind.any
  /// Whether `integer` means a number that was written without fraction, as in draft 4.
  var hasWrittenIntegers = false
  /// Whether there is an `enum`, even an empty one.
  var hasChoices = false
  /// The resource it stands in.
  var resource: Int32 = 0
  /// Numbers of the constants of `enum`, in `SchemaProgram.indices`.
  var choices = IndexRun()
  /// The number of the constant of `const`.
  var constant: Int32 = -1
  var number: Int32 = -1
  var string: Int32 = -1
  var array: Int32 = -1
  var object: Int32 = -1
  /// What applies other schemas to the same value.
  var applicators = IndexRun()
  var unevaluatedItems: Int32 = -1
  var unevaluatedProperties: Int32 = -1
  /// Whether nothing but `kinds` is asked for; told by the compiler when it is done with the node.
  var asksOnlyKind = false

  /// Whether it says something about what its other keywords did not look at.
  var asksForRest: Bool { unevaluatedItems >= 0 || unevaluatedProperties >= 0 }
  /// Whether any keyword but `type` asks for something.
  var asksForMore: Bool {
    hasChoices || constant >= 0 || number >= 0 || string >= 0 || array >= 0 || object >= 0 || !applicators.isEmpty
      || asksForRest
  }
}

/// Rules for numbers; each names a constant.
struct NumberRule {
  var minimum: Int32 = -1
  var exclusiveMinimum: Int32 = -1
  var maximum: Int32 = -1
  var exclusiveMaximum: Int32 = -1
  var multipleOf: Int32 = -1
}

/// Rules for strings. Lengths are in code points.
struct StringRule {
  var minLength = 0
  var maxLength = Int.max
  var pattern: Int32 = -1
  /// Only where it is to be checked.
  var format: StringFormat?
}

/// Rules for arrays; schemas are numbers of nodes.
struct ArrayRule {
  var minItems = 0
  var maxItems = Int.max
  var isUnique = false
  /// Nodes for the first elements, in `SchemaProgram.indices`.
  var first = IndexRun()
  /// The node for the elements behind those.
  var others: Int32 = -1
  var contains: Int32 = -1
  var minContains = 1
  var maxContains = Int.max
  /// Whether an element that `contains` fits counts as evaluated; since 2020-12.
  var containsEvaluates = false
}

/// Rules for objects.
struct ObjectRule {
  var minProperties = 0
  var maxProperties = Int.max
  /// In `SchemaProgram.properties`: the names that `properties` and `required` tell.
  var entries = IndexRun()
  /// A hash table over the entries, in `SchemaProgram.indices`: numbers of entries, or -1. Its size is a power of two, or none.
  var table = IndexRun()
  /// The entries that have a bit in a mask, all set.
  var requiredMask: UInt64 = 0
  /// The entries that are required and have none, in `SchemaProgram.indices`; only where there are more than 64.
  var moreRequired = IndexRun()
  /// In `SchemaProgram.patternProperties`.
  var patterns = IndexRun()
  var additional: Int32 = -1
  var names: Int32 = -1
  /// In `SchemaProgram.dependencies`.
  var dependencies = IndexRun()
  /// Whether any rule looks at the members one by one.
  var looksAtMembers: Bool { !entries.isEmpty || !patterns.isEmpty || additional >= 0 || names >= 0 }
}

/// A name that an object may have.
struct PropertyEntry {
  var hash: UInt32
  /// In `SchemaProgram.names`.
  var nameStart: Int32
  var nameLength: Int32
  /// The node for the value; -1 where the name is only required.
  var schema: Int32 = -1
  /// Its bit where it is required and among the first 64.
  var requiredBit: UInt64 = 0
}

/// A `patternProperties` member.
struct PatternEntry {
  let pattern: Int32
  let schema: Int32
}

/// Names that are required where another is there.
struct DependencyEntry {
  let name: PropertyEntry
  /// In `SchemaProgram.properties`.
  let required: IndexRun
}

/// Applies schemas to the value itself.
struct Applicator {
  enum Kind: UInt8 {
    /// `first` is the node.
    case reference
    /// `first` is the node where nothing in the dynamic scope takes its place, `second` the number of the anchor's name.
    case dynamicReference
    /// The nodes are `branches`.
    case all, any, one
    /// `first` is the node.
    case not
    /// `first` decides between `second` and `third`, of which each may be -1.
    case condition
    /// `first` applies where an object has the member that the entry `second` of `SchemaProgram.properties` names.
    case dependent
  }

  let kind: Kind
  var first: Int32 = -1
  var second: Int32 = -1
  var third: Int32 = -1
  /// In `SchemaProgram.indices`.
  var branches = IndexRun()
}

/// A schema that a dynamic reference leads to where its resource is on the way.
struct DynamicTarget {
  let resource: Int32
  /// The number of the anchor's name.
  let anchor: Int32
  let node: Int32
}
