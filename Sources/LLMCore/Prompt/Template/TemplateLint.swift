/// Looks through a template for what reads well and does not work.
package struct TemplateLint: Sendable {
  /// In the order of their lines.
  package let findings: [TemplateFinding]

  package init(_ content: TemplateContent) {
    var findings = Self.places(content) + Self.unused(content) + Self.secrets(content)
    if let line = content.lines["options"] {
      for option in content.options {
        let name = String(option.prefix { $0 != "=" })
        guard !GenerationOptions.knownNames.contains(name) else { continue }
        findings.append(
          TemplateFinding("unknown-option", line: line, "the option '\(name)' is sent to the provider as it is"))
      }
    }
    if content.system == nil, content.user == nil {
      findings.append(TemplateFinding("empty", line: nil, "it has neither 'system' nor 'user', so it asks nothing"))
    }
    self.findings = findings.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
  }

  private static func places(_ content: TemplateContent) -> [TemplateFinding] {
    var findings: [TemplateFinding] = []
    for (member, text) in [("system", content.system ?? ""), ("user", content.user ?? "")] {
      let (names, line) = (TemplateText(text).names, content.lines[member])
      for name in unique(names) where content.parameter(name) == nil {
        if name != TemplateContent.inputName {
          let nearest = Suggestion.nearest(to: name, among: content.parameters.map(\.name))
          findings.append(
            TemplateFinding(
              "undeclared-parameter", line: line,
              "'\(member)' has a place {{\(name)}}, and there is no such parameter"
                + (nearest.map { "; did you mean '\($0)'?" } ?? "")))
        } else if member == "system" {
          findings.append(
            TemplateFinding("input-in-system", line: line, "standard input and files have no place in 'system'"))
        } else if names.count(where: { $0 == name }) > 1 {
          findings.append(TemplateFinding("repeated-input", line: line, "{{input}} stands in 'user' more than once"))
        }
      }
      guard member == "system" else { continue }
      for name in unique(names) where content.parameter(name)?.isClosed == false {
        findings.append(
          TemplateFinding(
            "open-parameter-in-system", line: line,
            "{{\(name)}} in 'system' is not put in there, because any words could be its value: the model is pointed to a block of "
              + "the user's message"))
      }
    }
    for example in content.examples {
      for name in unique(TemplateText(example.user).names + TemplateText(example.assistant).names) {
        findings.append(
          TemplateFinding(
            "place-in-example", line: content.lines["examples"], "{{\(name)}} in an example stays as it is"))
      }
    }
    return findings
  }

  private static func unused(_ content: TemplateContent) -> [TemplateFinding] {
    let used = Set(TemplateText(content.system ?? "").names + TemplateText(content.user ?? "").names)
    return content.parameters.filter { !used.contains($0.name) }.map { parameter in
      TemplateFinding(
        "unused-parameter", line: content.lines["parameters.\(parameter.name)"],
        "the parameter '\(parameter.name)' has no place in 'system' or 'user'")
    }
  }

  private static func secrets(_ content: TemplateContent) -> [TemplateFinding] {
    var texts: [(member: String, text: String?)] = [
      ("description", content.description), ("system", content.system), ("user", content.user),
      ("options", content.options.joined(separator: "\n")),
    ]
    texts += content.examples.flatMap { [("examples", $0.user), ("examples", $0.assistant)] }
    texts += content.parameters.flatMap { parameter in
      [("parameters.\(parameter.name)", parameter.usual), ("parameters.\(parameter.name)", parameter.description)]
    }
    let members = texts.filter { MisplacedKey.isIn($0.text ?? "") }.map(\.member)
    return unique(members).map { member in
      TemplateFinding("secret", line: content.lines[member], "'\(member)' has something in it that looks like a key")
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
