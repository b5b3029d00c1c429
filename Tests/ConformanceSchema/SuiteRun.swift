internal import LLMCore

/// Runs files of the JSON Schema Test Suite.
enum SuiteRun {
  static func run() {
    var documents: [String: JSONValue] = [:]
    while let line = readLine() {
      let fields = line.split(separator: "\t").map(String.init)
      switch (fields.first, fields.count) {
      case ("document", 3): documents[fields[1]] = Main.parse(fields[2])
      case ("suite", 4):
        guard let draft = SchemaDraft(metaschema: fields[1]) else { Main.stop("no draft: \(fields[1])") }
        var options = JSONSchema.Options()
        options.draft = draft
        options.documents = documents
        options.formats = fields[2] == "asserted" ? .asserted : .asDraftSays
        run(Main.parse(fields[3]), path: fields[3], options)
      default: Main.stop("no job: \(line)")
      }
    }
  }

  private static func run(_ groups: JSONValue, path: String, _ options: JSONSchema.Options) {
    var (passed, total, failures) = (0, 0, "")
    for group in groups.elements ?? [] {
      let outcome = Result { () throws(SchemaError) in try JSONSchema(group["schema"] ?? .null, options: options) }
      for test in group["tests"]?.elements ?? [] {
        total += 1
        guard let data = test["data"], let expected = test["valid"]?.bool else { Main.stop("\(path) has no tests") }
        let verdict = verdict(outcome, data, expected)
        if let verdict {
          let name = "\(group["description"]?.text ?? "") / \(test["description"]?.text ?? "")"
          failures += "  \(name): \(verdict)\n"
        } else {
          passed += 1
        }
      }
    }
    Main.write("\(path)\t\(passed)\t\(total)\n\(failures)")
  }

  /// What is wrong; nil where all is as expected.
  private static func verdict(
    _ schema: Result<JSONSchema, SchemaError>, _ data: JSONValue, _ expected: Bool
  ) -> String? {
    switch schema {
    case .failure(let error): return "does not compile: \(error)"
    case .success(let schema):
      let (isValid, violations) = (schema.isValid(data), schema.validate(data))
      guard isValid == violations.isEmpty else { return "the verdict and the violations differ" }
      guard isValid == expected else { return "is taken for \(isValid ? "valid" : "invalid")" }
      guard !violations.contains(where: { $0.keyword == "unexplained" }) else { return "is not explained" }
      return nil
    }
  }
}
