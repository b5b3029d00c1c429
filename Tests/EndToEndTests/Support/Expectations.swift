import LLMCore
import LLMTestKit
import Testing

extension CLIResult {
  /// The lines on standard error.
  var errorLines: [String] { errorText.split(separator: "\n").map(String.init) }

  /// The lines on standard error that begin with this word and a colon, such as `warning`.
  func lines(_ kind: String) -> [String] { errorLines.filter { $0.hasPrefix("\(kind): ") } }

  /// Standard output as JSON.
  func json() throws -> JSONValue { try JSONReader.parse(output) }
}

extension ReceivedRequest {
  /// The body as JSON.
  func json() throws -> JSONValue { try JSONReader.parse(body) }

  /// The turns sent, as `role: content`.
  func turns() throws -> [String] {
    try json()["messages"]?.elements?.map { "\($0["role"]?.text ?? "?"): \($0["content"]?.text ?? "?")" } ?? []
  }
}

/// Expects that a run failed with this code and said why in exactly one line that holds all these words.
func expectFailure(
  _ result: CLIResult, _ code: Int32, saying words: String..., output: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(result.exitCode == code, "\(result)", sourceLocation: sourceLocation)
  #expect(result.outputText == output, sourceLocation: sourceLocation)
  #expect(result.errorLines.count == 1, "\(result)", sourceLocation: sourceLocation)
  #expect(result.errorText.hasPrefix("error: "), "\(result)", sourceLocation: sourceLocation)
  for word in words {
    #expect(result.errorText.contains(word), "no '\(word)' in: \(result.errorText)", sourceLocation: sourceLocation)
  }
}

/// Expects that a run went well, printed exactly this and said nothing beside it.
func expectAnswer(
  _ result: CLIResult, _ output: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(result.exitCode == 0, "\(result)", sourceLocation: sourceLocation)
  #expect(result.outputText == output, sourceLocation: sourceLocation)
  #expect(result.errorText == "", sourceLocation: sourceLocation)
}
