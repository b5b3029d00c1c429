/// Asks git whether patches apply to the new side of a change, as `git apply` would put them there.
package struct PatchCheck {
  private let git: GitProgram
  private let command: [String]
  private let folder: RawPath?

  /// - Parameters:
  ///   - files: the new side.
  ///   - top: the folder of the work tree; nil where there is none.
  ///   - index: a file that is not there yet, for an index with the files of a commit; whoever gave it removes it.
  ///
  /// Throws `LLMError` where git cannot read the new side.
  package init(
    _ git: GitProgram, of files: ReviewDiffReader.NewFiles, top: RawPath?, index: String
  ) throws(LLMError) {
    // Nothing that is configured makes git less strict.
    var options = ["apply", "--check", "--whitespace=nowarn", "--no-ignore-whitespace"]
    switch files {
    case .workTree: self.git = try git.withoutFilters()
    case .index:
      self.git = git
      options.append("--cached")
    case .commit(let id):
      self.git = git.withIndex(index)
      options.append("--cached")
      let (_, end) = try self.git.output(["read-tree", id])
      guard end.status == 0 else { throw GitProgram.failure(end) }
    }
    (command, folder) = (options, top)
  }

  /// Whether git would apply a patch.
  ///
  /// Throws `LLMError` where git is not there.
  package func applies(_ patch: [UInt8]) throws(LLMError) -> Bool {
    // From below the top, git passes over files that are elsewhere, and says nothing.
    let place = folder.map { [Array("-C".utf8), $0.bytes] } ?? []
    let program = try git.start(place + command.map { Array($0.utf8) })
    // A program that does not read to the end says why with its status.
    try? program.write(patch)
    return program.finish().status == 0
  }
}
