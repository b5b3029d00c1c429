internal import LLMCore
internal import LLMTestKit

/// Makes schemas and values at random, out of few names and numbers, so that they have to do with each other.
struct SchemaMaker {
  private var random: SeededRandom
  private static let names = ["a", "b", "c", "x-1", "é", "/~"]
  private static let kinds = ["null", "boolean", "integer", "number", "string", "array", "object"]
  private static let numbers = [
    "0", "1", "2", "-1", "1.0", "1.5", "0.1", "1e2", "3", "12345678901234567890.5", "-0.0", "1e-3",
  ]
  private static let strings = ["", "a", "b", "abc", "é", "e\u{301}", "😀", "1", "2026-11-21", "a@b.cd", "x-1"]
  private static let patterns = ["^a", "b$", "^x-", "[0-9]", "^.$", "é", "^[a-c]+$", "\\\\p{L}", "(a|b)*c"]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &random)]
  }

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  // MARK: Values

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 9 : 5) {
    case 0: .null
    case 1: .bool(below(2) == 0)
    case 2: .number(pick(Self.numbers))
    case 3, 4: .string(pick(Self.strings))
    case 5, 6: .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    default: object { maker in maker.value(depth: depth - 1) }
    }
  }

  /// An object with some of the names.
  private mutating func object(_ value: (inout SchemaMaker) -> JSONValue) -> JSONValue {
    var members: [JSONMember] = []
    for name in Self.names where below(3) == 0 { members.append(JSONMember(name, value(&self))) }
    return .object(members)
  }

  // MARK: Schemas

  mutating func schema(depth: Int) -> JSONValue {
    if below(12) == 0 { return .bool(below(3) > 0) }
    var members: [JSONMember] = []
    for _ in 0...below(3) {
      let member = keyword(depth: depth)
      if !members.contains(where: { $0.name == member.name }) { members.append(member) }
    }
    if depth == 3, below(3) == 0 { members.append(JSONMember("$defs", .object([JSONMember("d", schema(depth: 2))]))) }
    return .object(members)
  }

  private mutating func keyword(depth: Int) -> JSONMember {
    if depth > 0, below(2) == 0 { return applicator(depth: depth - 1) }
    switch below(12) {
    case 0, 1: return JSONMember("type", .string(pick(Self.kinds)))
    case 2: return JSONMember("type", .array([.string("null"), .string(pick(Array(Self.kinds.dropFirst())))]))
    case 3: return JSONMember("enum", .array((0...below(3)).map { _ in value(depth: 1) }))
    case 4: return JSONMember("const", value(depth: 1))
    case 5:
      return JSONMember(
        pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]), .number(pick(Self.numbers)))
    case 6: return JSONMember("multipleOf", .number(pick(["1", "2", "0.1", "0.5", "1e-3"])))
    case 7:
      return JSONMember(
        pick(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]), .integer(below(4)))
    case 8: return JSONMember("pattern", .string(pick(Self.patterns.filter { !$0.contains("p{") })))
    case 9: return JSONMember("required", .array([.string(pick(Self.names))]))
    case 10: return JSONMember("uniqueItems", .bool(true))
    default:
      return JSONMember(
        "dependentRequired", .object([JSONMember(pick(Self.names), .array([.string(pick(Self.names))]))]))
    }
  }

  private mutating func applicator(depth: Int) -> JSONMember {
    switch below(14) {
    case 0, 1, 2: JSONMember("properties", object { maker in maker.schema(depth: depth) })
    case 3: JSONMember("patternProperties", .object([JSONMember(pick(["^a", "b", "^x-", "."]), schema(depth: depth))]))
    case 4: JSONMember("additionalProperties", schema(depth: depth))
    case 5: JSONMember("items", schema(depth: depth))
    case 6: JSONMember("prefixItems", .array([schema(depth: depth), schema(depth: depth)]))
    case 7: JSONMember("contains", schema(depth: depth))
    case 8: JSONMember(pick(["allOf", "anyOf", "oneOf"]), .array((0...below(3)).map { _ in schema(depth: depth) }))
    case 9: JSONMember("not", schema(depth: depth))
    case 10: JSONMember(pick(["unevaluatedProperties", "unevaluatedItems"]), schema(depth: 0))
    case 11: JSONMember(pick(["if", "then", "else"]), schema(depth: depth))
    case 12: JSONMember("$ref", .string(pick(["#", "#/$defs/d"])))
    default: JSONMember("dependentSchemas", .object([JSONMember(pick(Self.names), schema(depth: depth))]))
    }
  }
}
