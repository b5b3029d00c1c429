/// The JSON value that an answer holds, and what it took to read it.
package struct AnswerReading: Sendable, Equatable {
  package let value: JSONValue
  /// Empty for an answer that is JSON, has no name twice in an object, and needed no fitting to the schema.
  package let steps: [ReadingStep]
  /// Whether the text seems to end before the value does: closers were missing at its end. What came is whole, but there may
  /// have been more to come.
  package let isTruncated: Bool
  /// How many rules of the schema the value breaks; zero for one that is valid.
  package let violations: Int
}
