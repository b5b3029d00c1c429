/// Finds out what names of commits mean in a repository. A name is never taken for an option.
package struct Revisions {
  private let git: GitProgram

  package init(_ git: GitProgram) { self.git = git }

  /// The id of a commit's tree; HEAD without a commit is the empty tree.
  ///
  /// Throws `LLMError` where git does not know it.
  package func treeID(_ name: String) throws(LLMError) -> String {
    if let id = try object(name + "^{tree}") { return id }
    if name == "HEAD", try isInRepository { return try emptyTree }
    throw try unknown(name)
  }

  /// The id of a commit.
  ///
  /// Throws `LLMError` where git does not know it.
  package func commitID(_ name: String) throws(LLMError) -> String {
    if let id = try object(name + "^{commit}") { return id }
    throw try unknown(name)
  }

  /// The id of the commit where two began to differ.
  ///
  /// Throws `LLMError` where git does not know one of them, or they have no commit in common.
  package func mergeBase(_ left: String, _ right: String) throws(LLMError) -> String {
    let (first, second) = (try commitID(left), try commitID(right))
    let (bytes, end) = try git.output(["merge-base", first, second])
    guard end.status == 0 else {
      let isShallow = try isShallow
      throw LLMError(
        .inputMissing,
        "\(left) and \(right) have no commit in common" + (isShallow ? " in this shallow clone" : ""),
        advice: isShallow ? "Fetch more with 'git fetch --unshallow'" : "Compare them with '..'")
    }
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// Whether the repository lacks the beginning of its history.
  package var isShallow: Bool {
    get throws(LLMError) { try git.line(["rev-parse", "--is-shallow-repository"]).elementsEqual("true".utf8) }
  }

  /// The id of the tree without entries, which git knows without having it.
  package var emptyTree: String {
    get throws(LLMError) {
      String(decoding: try git.line(["hash-object", "-t", "tree", "/dev/null"]), as: UTF8.self)
    }
  }

  private var isInRepository: Bool {
    get throws(LLMError) { try git.output(["rev-parse", "--git-dir"]).end.status == 0 }
  }

  private func object(_ name: String) throws(LLMError) -> String? {
    let (bytes, end) = try git.output(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
    return end.status == 0 ? String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self) : nil
  }

  /// Says why a name means nothing: because there is no repository, or no such commit in it.
  private func unknown(_ name: String) throws(LLMError) -> LLMError {
    let (_, end) = try git.output(["rev-parse", "--git-dir"])
    guard end.status == 0 else { return GitProgram.failure(end) }
    return LLMError(
      .inputMissing, "git knows no commit '\(name)'", advice: "'git log' and 'git branch -a' show what there is")
  }
}
