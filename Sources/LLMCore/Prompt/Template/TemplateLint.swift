/// Looks through a template for what reads well and does not work.
package struct TemplateLint: Sendable {
  /// In the order of their lines.
  package let findings: [TemplateFinding]

  package init(_ content: TemplateContent) {
    var findings = Self.undeclared(content) + Self.places(content) + Self.unused(content) + Self.hidden(content)
    findings += Self.secrets(content)
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

  private static func undeclared(_ content: TemplateContent) -> [TemplateFinding] {
    let known = content.parameters.map(\.name)
    return content.undeclaredPlaces.map { place in
      let nearest = Suggestion.nearest(to: place.name, among: known).map { "; did you mean '\($0)'?" } ?? ""
      return TemplateFinding(
        "undeclared-parameter", line: content.lines[place.member],
        "'\(place.member)' has a place {{\(place.name)}}, and there is no such parameter\(nearest)")
    }
  }

  private static func places(_ content: TemplateContent) -> [TemplateFinding] {
    var findings: [TemplateFinding] = []
    for (member, text) in [("system", content.system ?? ""), ("user", content.user ?? "")] {
      let (names, line) = (TemplateText(text).names, content.lines[member])
      let inputs = names.count { $0 == TemplateContent.inputName }
      if member == "system", inputs > 0 {
        findings.append(
          TemplateFinding("input-in-system", line: line, "standard input and files have no place in 'system'"))
      } else if inputs > 1 {
        findings.append(TemplateFinding("repeated-input", line: line, "{{input}} stands in 'user' more than once"))
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

  private static func hidden(_ content: TemplateContent) -> [TemplateFinding] {
    var seen: Set<String> = []
    return texts(content).compactMap { member, text in
      guard let first = HiddenCharacters.all(in: text ?? "").first, seen.insert(member).inserted else { return nil }
      return TemplateFinding(
        "invisible-character", line: content.lines[member],
        "'\(member)' has characters in it that nobody sees, such as \(HiddenCharacters.shown(String(first)))")
    }
  }

  private static func secrets(_ content: TemplateContent) -> [TemplateFinding] {
    let members = texts(content).filter { MisplacedKey.isIn($0.text ?? "") }.map(\.member)
    return unique(members).map { member in
      TemplateFinding("secret", line: content.lines[member], "'\(member)' has something in it that looks like a key")
    }
  }

  /// All texts that somebody wrote, by the member they are in.
  private static func texts(_ content: TemplateContent) -> [(member: String, text: String?)] {
    var texts: [(member: String, text: String?)] = [
      ("description", content.description), ("system", content.system), ("user", content.user),
      ("options", content.options.joined(separator: "\n")), ("model", content.model),
    ]
    texts += content.examples.flatMap { [("examples", $0.user), ("examples", $0.assistant)] }
    texts += content.parameters.flatMap { parameter in
      let values: String? = if case .choice(let words) = parameter.kind { words.joined(separator: "\n") } else { nil }
      return [parameter.usual, parameter.description, values].map { ("parameters.\(parameter.name)", $0) }
    }
    return texts
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
