/// Keeps what a model said about parts of changes, so that a review that is run again, because it was interrupted or a file changed,
/// asks and pays only for what is new.
struct ReviewCache: Sendable {
  /// Answers of other versions of the prompt or the schema are not used: both are part of the name.
  private static let version = 1
  private static let sizeLimit = 8 << 20

  let tree: any FileTree
  /// Where answers are kept; nil keeps none.
  let folder: RawPath?

  /// Names a question by all that its answer depends on, without the random words of its frame.
  static func name(of part: PromptPart, _ system: String, _ question: Question) -> String {
    var text = "llmctl-review-\(version)\0\(question.account.name)\0\(question.account.baseURL.text)\0"
    text += question.request.model + "\0" + system + "\0"
    text += JSONWriter.text(of: .object(question.request.options)) + "\0"
    text += JSONWriter.text(of: FindingsSchema.schema) + "\0" + part.guidance + "\0"
    return ContentHash.sha256(Array(text.utf8) + PromptPartText(part).bytes)
  }

  /// The answer that was kept under a name; nil where there is none that can be used.
  func value(_ name: String) -> JSONValue? {
    guard let path = path(name), let bytes = tree.content(of: path, limit: Self.sizeLimit),
      let value = try? JSONReader.parse(bytes), value["version"]?.integer == Self.version
    else { return nil }
    return value["answer"]
  }

  /// Keeps an answer. Throws `FileError`, which costs nothing but the next answer.
  func keep(_ value: JSONValue, _ name: String) throws(FileError) {
    guard let path = path(name) else { return }
    let document = JSONValue.object([JSONMember("version", .integer(Self.version)), JSONMember("answer", value)])
    try tree.replace(path, JSONWriter.bytes(of: document) + [0x0A], isPrivate: true, makesFolders: true)
  }

  private func path(_ name: String) -> RawPath? { folder?.child(Array("\(name).json".utf8)) }
}
