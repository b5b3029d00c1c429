/// One thing that `llmctl doctor` found.
struct Finding: Sendable, Equatable {
  /// How bad it is. The raw value is what `--json` prints.
  enum Severity: String, Sendable { case good = "ok", note, fault }

  var severity: Severity
  var subject: String
  var fact: String

  init(_ severity: Severity, _ subject: String, _ fact: String) {
    self.severity = severity
    self.subject = subject
    self.fact = fact
  }
}

extension OutputWriter {
  /// Prints findings as a table or as one object.
  ///
  /// Throws `LLMError` where they cannot be printed.
  func show(findings: [Finding], version: String, asJSON: Bool) throws(LLMError) {
    if asJSON {
      let list = findings.map { finding in
        JSONValue.object([
          JSONMember("severity", .string(finding.severity.rawValue)), JSONMember("subject", .string(finding.subject)),
          JSONMember("fact", .string(finding.fact)),
        ])
      }
      return try show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("findings")),
          JSONMember("llmctl", .string(version)), JSONMember("findings", .array(list)),
        ]))
    }
    let lines = findings.map { finding in
      let mark = finding.severity == .fault ? "FAULT " : finding.severity == .good ? "ok    " : "note  "
      return mark + SafeText.line("\(finding.subject): \(finding.fact)").text + "\n"
    }
    try show("llmctl \(version)\n" + lines.joined())
  }
}
