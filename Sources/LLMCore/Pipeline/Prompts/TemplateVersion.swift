/// One version of a template, as it was found.
struct TemplateVersion: Sendable {
  /// Who wrote it. The raw value is what `--json` prints.
  enum Origin: String, Sendable {
    case project, user
    case builtIn = "built_in"

    var words: String {
      switch self {
      case .project: "the project's"
      case .user: "yours"
      case .builtIn: "built in"
      }
    }
  }

  let name: String
  let number: Int
  let origin: Origin
  /// Nil for what is built in.
  let path: RawPath?
  let form: TemplateFile.Form
  /// The file's content.
  let text: [UInt8]
  var content: TemplateContent
  /// What the member `schema` stands for.
  let schema: JSONValue?

  /// SHA-256 of what decides over a request, in hexadecimal.
  var hash: String { ContentHash.sha256(content.canonical(schema: schema)) }

  /// `name@v3`.
  var title: String { "\(name)@v\(number)" }

  /// As the ledger keeps it. With another system text than its own, the content is another one.
  func promptVersion(replacingSystem system: String? = nil) -> PromptVersion {
    guard let system else { return PromptVersion(name: name, number: number, contentHash: hash) }
    var changed = content
    changed.system = system
    return PromptVersion(
      name: name, number: number, contentHash: ContentHash.sha256(changed.canonical(schema: schema)))
  }

  /// Where it stands, for people.
  var place: String { path?.shown ?? "built in" }
}
