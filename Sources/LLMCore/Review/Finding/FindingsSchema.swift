/// The form of a model's answer about one part of a change.
package enum FindingsSchema {
  /// What the schema is called where a provider wants a name.
  package static let name = "findings"

  /// JSON Schema, draft 2020-12. Every member is required and objects are closed, so that strict modes take it as it is; the
  /// order of members is the order in which models are made to think: first where and what is quoted, then what is wrong.
  ///
  /// Small models repeat themselves until they are cut off, and half an answer is none. Where a server holds them to the schema, its
  /// limits make them end.
  ///
  /// - Parameters:
  ///   - most: how many findings an answer may have.
  ///   - textLimit: how many characters quote, message and suggestion may have each; nil for any number.
  package static func schema(atMost most: Int, textLimit: Int? = nil) -> JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "properties": [
        "findings": ["type": "array", "maxItems": .integer(min(most, ClaimReading.limit)), "items": finding(textLimit)]
      ],
      "required": ["findings"],
      "additionalProperties": false,
    ]
  }

  private static func finding(_ textLimit: Int?) -> JSONValue {
    let limited = properties.map { member -> JSONMember in
      guard let textLimit, longTexts.contains(member.name), let members = member.value.members else { return member }
      return JSONMember(member.name, .object(members + [JSONMember("maxLength", .integer(textLimit))]))
    }
    return [
      "type": "object",
      "properties": .object(limited),
      "required": .array(properties.map { .string($0.name) }),
      "additionalProperties": false,
    ]
  }

  private static let longTexts = ["quote", "message", "suggestion"]

  private static let properties: [JSONMember] = [
    JSONMember("file", text("The path of the file, exactly as it is given.")),
    JSONMember(
      "quote",
      text(
        "The line or lines the finding is about, copied exactly from the new side of the change, without line numbers and "
          + "without the + in front. Never removed lines.")),
    JSONMember(
      "line", ["type": "integer", "minimum": .integer(1), "description": "The number of the first quoted line."]),
    JSONMember("rule", text("A short name for this kind of problem, such as sql-injection or unchecked-error.")),
    JSONMember("category", choice(FindingCategory.allCases.map(\.rawValue), "What it is about.")),
    JSONMember("severity", choice(["critical", "warning", "info"], "How bad it is.")),
    JSONMember(
      "confidence",
      [
        "type": "number", "minimum": .integer(0), "maximum": .integer(1),
        "description": "How sure you are that this is a real problem, from 0 to 1.",
      ]),
    JSONMember("message", text("What is wrong, why it matters, and what to do, in one to three sentences.")),
    JSONMember(
      "suggestion",
      [
        "type": ["string", "null"],
        "description": "The text that replaces the quoted lines, with their indentation; null if there is none.",
      ]),
  ]

  private static func text(_ description: String) -> JSONValue {
    ["type": "string", "description": .string(description)]
  }

  private static func choice(_ words: [String], _ description: String) -> JSONValue {
    ["type": "string", "enum": .array(words.map(JSONValue.string)), "description": .string(description)]
  }
}
