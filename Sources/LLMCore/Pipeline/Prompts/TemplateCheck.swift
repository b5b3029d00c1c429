/// Looks through the versions of a template, with what can only be known beside their files: schemas, models, and which versions there are.
struct TemplateCheck: Sendable {
  /// What is wrong with one file.
  struct Result: Sendable {
    let title: String
    let place: String
    let finding: TemplateFinding

    var text: String {
      let line = finding.line.map { ":\($0)" } ?? ""
      return "\(place)\(line): \(title): \(finding.message) [\(finding.rule)]"
    }

    var json: JSONValue {
      .object(
        [JSONMember("template", .string(title)), JSONMember("file", .string(place))] + (finding.json.members ?? []))
    }
  }

  let context: AppContext

  /// What is wrong with the folders that templates stand in.
  func results(of library: TemplateLibrary) -> [Result] {
    library.problems.map { problem in
      Result(
        title: "prompts", place: problem.path.shown,
        finding: TemplateFinding("unusable-folder", line: nil, "it \(problem.phrase)"))
    }
  }

  /// What is wrong with all versions.
  func results(of lineage: TemplateLineage) -> [Result] {
    let (versions, failures) = lineage.all()
    var results = failures.map { failure in
      Result(
        title: lineage.name, place: failure.file.place,
        finding: TemplateFinding("unusable", line: nil, failure.error.message))
    }
    results += versions.flatMap(self.results)
    let numbers = versions.map(\.number)
    for (number, next) in zip(numbers, numbers.dropFirst()) where next > number + 1 {
      let gap = next == number + 2 ? "v\(number + 1)" : "v\(number + 1) to v\(next - 1)"
      results.append(
        Result(
          title: lineage.name, place: versions.first?.place ?? lineage.name,
          finding: TemplateFinding("version-gap", line: nil, "there is no \(gap)")))
    }
    do throws(LLMError) {
      for (label, entry) in try lineage.rollouts.read().labels(of: lineage.name) {
        for share in entry.shares where !numbers.contains(share.number) {
          results.append(
            Result(
              title: lineage.name, place: lineage.rollouts.path?.shown ?? "",
              finding: TemplateFinding(
                "missing-version", line: nil, "the label '\(label)' stands for v\(share.number), which there is not")))
        }
      }
    } catch {
      results.append(
        Result(
          title: lineage.name, place: lineage.rollouts.path?.shown ?? "",
          finding: TemplateFinding("unusable-labels", line: nil, error.message)))
    }
    return results
  }

  /// What is wrong with one version.
  func results(of version: TemplateVersion) -> [Result] {
    var findings = TemplateLint(version.content).findings
    if let schema = version.schema, let complaint = Self.complaint(about: schema) {
      findings.append(TemplateFinding("schema", line: version.content.lines["schema"], complaint))
    }
    if let model = version.content.model, let complaint = complaint(about: model) {
      findings.append(TemplateFinding("unknown-model", line: version.content.lines["model"], complaint))
    }
    return findings.map { Result(title: version.title, place: version.place, finding: $0) }
  }

  /// What is wrong with a schema; nil where nothing is.
  static func complaint(about schema: JSONValue) -> String? {
    do throws(SchemaFlaw) {
      _ = try JSONSchema.checked(schema)
      return nil
    } catch {
      switch error {
      case .violation(let violation): return "'schema' is no JSON Schema: \(violation.message)"
      case .unusable(let error): return "'schema' cannot be used: \(error)"
      }
    }
  }

  /// Only what is configured is known here; nobody is asked over the network.
  private func complaint(about model: String) -> String? {
    guard model != ModelRouter.name,
      let settings = try? SettingsLoader(environment: context.environment, files: context.files).load()
    else { return nil }
    do throws(LLMError) {
      _ = try ModelChoice.resolve(model, in: settings)
      return nil
    } catch {
      return "'model': \(error.message)" + (error.advice.map { "; \($0)" } ?? "")
    }
  }
}
