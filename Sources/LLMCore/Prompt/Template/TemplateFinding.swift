/// Something about a template that is likely a mistake, or a risk.
package struct TemplateFinding: Sendable, Equatable {
  /// A stable name, such as `unused-parameter`.
  package let rule: String
  /// Counted from 1; nil where no line is to blame.
  package let line: Int?
  package let message: String

  package init(_ rule: String, line: Int?, _ message: String) {
    (self.rule, self.line, self.message) = (rule, line, message)
  }

  package var json: JSONValue {
    ["rule": .string(rule), "line": .optional(line), "message": .string(message)]
  }
}
