import LLMCore
import Testing

/// An answer as a model might give it, and what has to come of it.
struct AnswerCase: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable, Equatable {
    case value(JSONValue, steps: [ReadingStep.Kind: Int], isTruncated: Bool)
    case error(ReadingError)
  }

  let answer: String
  let schema: String?
  let outcome: Outcome

  /// An answer that holds this value, and the steps it takes to read it, with how often each.
  init(
    _ answer: String, _ value: String, _ steps: [ReadingStep.Kind: Int] = [:], schema: String? = nil,
    truncated: Bool = false
  ) {
    self.answer = answer
    self.schema = schema
    let parsed = (try? JSONReader.parse(value)) ?? .string("the case is not JSON: \(value)")
    outcome = .value(parsed, steps: steps, isTruncated: truncated)
  }

  /// An answer that holds no value.
  init(_ answer: String, error: ReadingError.Reason, at offset: Int, schema: String? = nil) {
    self.answer = answer
    self.schema = schema
    outcome = .error(ReadingError(error, at: offset))
  }

  var testDescription: String { answer.debugDescription }

  /// What comes of the answer.
  func read() throws -> Outcome {
    let schema = try schema.map { try JSONReader.parse($0) }
    do throws(ReadingError) {
      let reading = try AnswerReader(schema: schema).read(answer) { value in
        schema.map { SmallSchema($0).violations(of: value) } ?? 0
      }
      let steps = Dictionary(reading.steps.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
      return .value(reading.value, steps: steps, isTruncated: reading.isTruncated)
    } catch {
      return .error(error)
    }
  }
}
