/// Keeps what a model said about the files of changes, so that a review that is run again, because it was interrupted or a file
/// changed, asks and pays only for what is new.
struct ReviewCache: Sendable {
  /// Answers of other versions of the prompt or the form of findings are not used: it is part of the name.
  private static let version = 2
  private static let sizeLimit = 8 << 20

  private let tree: any FileTree
  /// Where answers are kept; nil keeps none.
  private let folder: RawPath?
  /// All that an answer depends on besides what is shown.
  private let asked: [UInt8]

  /// - Parameters:
  ///   - question: any of the review.
  ///   - system: what the model is told to look for.
  ///   - schema: the form of its answer.
  init(_ context: AppContext, _ question: Question, system: String, schema: JSONValue) {
    tree = context.tree
    folder = Folders(context.environment)?.reviews.map { RawPath($0) }
    asked = Array(
      """
      llmctl-review-\(Self.version)\0\(question.account.name)\0\(question.account.baseURL.text)\0\(question.request.model)\0\
      \(system)\0\(JSONWriter.text(of: .object(question.request.options)))\0\(JSONWriter.text(of: schema))\0
      """.utf8)
  }

  /// What was found in a piece before; nil where nobody was asked, or it can't be read.
  ///
  /// - Parameter piece: what a model is shown of it alone. Whatever else stood in the same request is not told apart.
  func findings(in piece: PromptPart) -> [JSONValue]? {
    guard let path = path(of: piece), let bytes = tree.content(of: path, limit: Self.sizeLimit),
      let value = try? JSONReader.parse(bytes), value["version"]?.integer == Self.version
    else { return nil }
    return value["findings"]?.elements
  }

  /// Keeps what was found in a piece. Throws `FileError`, which costs nothing but the next answer.
  func keep(_ findings: [JSONValue], in piece: PromptPart) throws(FileError) {
    guard let path = path(of: piece) else { return }
    let document = JSONValue.object([
      JSONMember("version", .integer(Self.version)), JSONMember("findings", .array(findings)),
    ])
    try tree.replace(path, JSONWriter.bytes(of: document) + [0x0A], as: .ownersOnly, makesFolders: true)
  }

  private func path(of piece: PromptPart) -> RawPath? {
    folder.map { folder in
      let name = ContentHash.sha256(asked + Array("\(piece.guidance)\0".utf8) + PromptPartText(piece).bytes)
      return folder.child(Array("\(name).json".utf8))
    }
  }
}
