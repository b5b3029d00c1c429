/// What two versions of a template say differently, member by member.
package struct TemplateDifference: Sendable, Equatable {
  /// One member that is another one now.
  package struct Change: Sendable, Equatable {
    /// As the file names it; of parameters and options, with their names: `parameters.topic`.
    package let member: String
    /// Nil where it was not there.
    package let before: String?
    /// Nil where it is gone.
    package let after: String?

    package init(member: String, before: String?, after: String?) {
      (self.member, self.before, self.after) = (member, before, after)
    }

    package var json: JSONValue {
      ["member": .string(member), "before": .optional(before), "after": .optional(after)]
    }
  }

  /// In the order of a file.
  package let changes: [Change]

  package init(_ before: TemplateContent, _ after: TemplateContent) {
    let (old, new) = (Self.texts(before), Self.texts(after))
    var members = old.map(\.member)
    for (index, member) in new.map(\.member).enumerated() where !members.contains(member) {
      // Behind the one that stands before it in the new version, so that parameters stay together.
      let neighbour = index > 0 ? members.firstIndex(of: new[index - 1].member).map { $0 + 1 } : 0
      members.insert(member, at: neighbour ?? members.count)
    }
    changes = members.compactMap { member in
      let (old, new) = (old.first { $0.member == member }?.text, new.first { $0.member == member }?.text)
      return old == new ? nil : Change(member: member, before: old, after: new)
    }
  }

  private static func texts(_ content: TemplateContent) -> [(member: String, text: String)] {
    var texts: [(member: String, text: String?)] = [
      ("description", content.description), ("task", content.task?.rawValue), ("model", content.model),
    ]
    for name in unique(content.options.map { String($0.prefix { $0 != "=" }) }) {
      let values = content.options.filter { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
      texts.append(("options.\(name)", values.joined(separator: ", ")))
    }
    texts += content.parameters.map { ("parameters.\($0.name)", words(of: $0)) }
    texts.append(("system", content.system))
    for (index, example) in content.examples.enumerated() {
      texts += [
        ("examples.\(index + 1).user", example.user), ("examples.\(index + 1).assistant", example.assistant),
      ]
    }
    texts += [("user", content.user), ("schema", content.schema.map(words))]
    return texts.compactMap { text in text.text.map { (text.member, $0) } }
  }

  private static func words(of parameter: TemplateParameter) -> String {
    var words = [parameter.kindName]
    if case .choice(let values) = parameter.kind { words.append("(\(values.joined(separator: ", ")))") }
    if let usual = parameter.usual { words.append("default \(usual)") }
    if parameter.isRequired { words.append("required") }
    if let description = parameter.description { words.append("\"\(description)\"") }
    return words.joined(separator: " ")
  }

  private static func words(of schema: TemplateSchema) -> String {
    switch schema {
    case .inline(let value): JSONWriter.text(of: value)
    case .shortForm(let text), .file(let text): text
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
