/// What is wrong with a template's file.
package struct TemplateMistake: Error, Sendable, Equatable {
  /// Counted from 1; nil where it is the file as a whole.
  package let line: Int?
  package let message: String
  package let advice: String?

  package init(_ message: String, line: Int?, advice: String? = nil) {
    (self.line, self.message, self.advice) = (line, message, advice)
  }

  /// The error of the file at a path.
  package func error(in path: String) -> LLMError {
    LLMError(.inputInvalid, line.map { "\(path):\($0): \(message)" } ?? "\(path): \(message)", advice: advice)
  }
}
