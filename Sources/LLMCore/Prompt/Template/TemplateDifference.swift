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
    let olds = Dictionary(old.map { ($0.member, $0.text) }) { $1 }
    let news = Dictionary(new.map { ($0.member, $0.text) }) { $1 }
    // What is new stands behind the one that stands before it in the new version, so that parameters stay together.
    var followers: [String: [String]] = [:]
    var neighbour = ""
    for member in new.map(\.member) {
      if olds[member] != nil { neighbour = member } else { followers[neighbour, default: []].append(member) }
    }
    let members = (followers[""] ?? []) + old.flatMap { [$0.member] + (followers[$0.member] ?? []) }
    changes = members.compactMap { member in
      let (old, new) = (olds[member], news[member])
      return old == new ? nil : Change(member: member, before: old, after: new)
    }
  }

  private static func texts(_ content: TemplateContent) -> [(member: String, text: String)] {
    var texts: [(member: String, text: String?)] = [
      ("description", content.description), ("task", content.task?.rawValue), ("model", content.model),
    ]
    var (names, values): ([String], [String: [String]]) = ([], [:])
    for option in content.options {
      let name = String(option.prefix { $0 != "=" })
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(String(option.dropFirst(name.count + 1)))
    }
    for name in names { texts.append(("options.\(name)", values[name]?.joined(separator: ", "))) }
    texts += content.parameters.map { ("parameters.\($0.name)", $0.words) }
    texts.append(("system", content.system))
    for (index, example) in content.examples.enumerated() {
      texts += [
        ("examples.\(index + 1).user", example.user), ("examples.\(index + 1).assistant", example.assistant),
      ]
    }
    texts += [("user", content.user), ("schema", content.schema.map(words))]
    return texts.compactMap { text in text.text.map { (text.member, $0) } }
  }

  private static func words(of schema: TemplateSchema) -> String {
    switch schema {
    case .inline(let value): JSONWriter.text(of: value)
    case .shortForm(let text), .file(let text): text
    }
  }
}
