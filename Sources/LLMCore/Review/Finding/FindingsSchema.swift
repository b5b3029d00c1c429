/// The form of a model's answer about one part of a change.
package enum FindingsSchema {
  /// What the schema is called where a provider wants a name.
  package static let name = "findings"

  /// JSON Schema, draft 2020-12. Every member is required and objects are closed, so that strict modes take it as it is; the
  /// order of members is the order in which models are made to think: first where and what is quoted, then what is wrong.
  ///
  /// - Parameter most: how many findings an answer may have. Small models repeat themselves until they are cut off, and half an
  ///   answer is none.
  package static func schema(atMost most: Int) -> JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "properties": [
        "findings": ["type": "array", "maxItems": .integer(min(most, ClaimReading.limit)), "items": finding]
      ],
      "required": ["findings"],
      "additionalProperties": false,
    ]
  }

  private static let finding: JSONValue = [
    "type": "object",
    "properties": .object(properties),
    "required": .array(properties.map { .string($0.name) }),
    "additionalProperties": false,
  ]

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
