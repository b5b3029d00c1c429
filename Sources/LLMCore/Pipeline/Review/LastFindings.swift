/// Remembers the findings of the newest review of each repository, so that somebody can name one by its short id.
struct LastFindings {
  private static let version = 1
  private static let sizeLimit = 32 << 20

  let tree: any FileTree
  /// The file of a repository; nil where nothing is kept.
  private let path: RawPath?

  /// - Parameter top: the folder of the repository.
  init(_ context: AppContext, top: RawPath) {
    tree = context.tree
    path = Folders(context.environment)?.reviews.map { folder in
      RawPath(folder).child(Array("last-\(ContentHash.sha256(top.bytes)).json".utf8))
    }
  }

  /// Throws `FileError`.
  func keep(_ findings: [ReviewFinding]) throws(FileError) {
    guard let path else { return }
    let entries = findings.map { finding in
      JSONValue.object([JSONMember("id", .string(finding.id))] + KnownFinding(finding).members)
    }
    let document = JSONValue.object([
      JSONMember("version", .integer(Self.version)), JSONMember("findings", .array(entries)),
    ])
    try tree.replace(path, JSONWriter.bytes(of: document) + [0x0A], as: .ownersOnly, makesFolders: true)
  }

  /// The finding whose id begins so.
  ///
  /// Throws `LLMError` of kind `inputMissing` where none does, or several.
  func finding(_ id: String) throws(LLMError) -> KnownFinding {
    let bytes = path.flatMap { tree.content(of: $0, limit: Self.sizeLimit) } ?? []
    let document = try? JSONReader.parse(bytes)
    let matches = (document?["findings"]?.elements ?? []).filter { entry in
      entry["id"]?.text.map { !id.isEmpty && $0.hasPrefix(id) } ?? false
    }
    guard let first = matches.first, let finding = KnownFinding(first), document?["version"] == .integer(Self.version)
    else {
      throw LLMError(
        .inputMissing, "the newest review of this repository has no finding '\(id)'",
        advice: "'llmctl review' shows the ids; the newest review counts")
    }
    guard matches.count == 1 else {
      throw LLMError(
        .inputMissing, "'\(id)' begins the ids of \(matches.count) findings", advice: "Give more of its digits")
    }
    return finding
  }
}
