/// Finds out what differs between two states of a repository and counts it.
struct RepositoryComparison {
  let git: GitProgram
  let tree: any FileTree
  let basis: TokenBasis
  let sizeLimit: Int

  /// Compares the states; paths, relative to the working directory, narrow it down.
  ///
  /// Throws `LLMError` for what git does not know.
  func compare(_ range: ChangeRange, paths: [RawPath]) throws(LLMError) -> RepositoryChange {
    let revisions = Revisions(git)
    let before =
      switch range.before {
      case .commit(let name): try revisions.treeID(name)
      case .mergeBase(let left, let right): try revisions.mergeBase(left, right)
      }
    let options = ["-r", "-z", "--raw", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty"]
    let command: [String]
    var top: RawPath?
    var git = git
    switch range.after {
    case .commit(let name): command = ["diff-tree"] + options + ["-M", before, try revisions.treeID(name)]
    case .index: command = ["diff-index"] + options.dropFirst() + ["-M", "--cached", before]
    case .workTree:
      top = RawPath(bytes: try git.line(["rev-parse", "--show-toplevel"]))
      // A file that was written in the moment its entry was is read to see whether it differs, through its filter.
      git = try git.withoutFilters()
      command = ["diff-index"] + options.dropFirst() + ["--no-renames", before]
    }
    let (output, end) = try git.output(command.map { Array($0.utf8) } + [Array("--".utf8)] + paths.map(\.bytes))
    guard end.status == 0 else { throw GitProgram.failure(end) }
    guard let entries = RawDiff.entries(output) else {
      throw LLMError(.internalError, "git printed something that cannot be understood")
    }
    return try count(entries, workTree: top)
  }

  // MARK: Counting

  /// Content of both sides; nil where there is none.
  private struct States {
    var entry: RawDiff.Entry
    var before: [UInt8]?
    var after: [UInt8]?
  }

  private func count(_ entries: [RawDiff.Entry], workTree: RawPath?) throws(LLMError) -> RepositoryChange {
    let blobs = try BlobReader(git)
    var change = RepositoryChange()
    var waiting: [States] = []
    for entry in entries {
      switch Self.kind(entry) {
      case .submodule: change.submodules += 1
      case .link: change.links += 1
      case .file:
        do throws(FileError) {
          let states = try read(entry, blobs, workTree)
          if states.before == states.after, entry.oldPath == nil { continue }
          // What may have moved within the work tree waits for its other half.
          if workTree != nil, states.before == nil || states.after == nil {
            waiting.append(states)
          } else {
            add(states, to: &change)
          }
        } catch {
          change.failures.append(FileFailure(path: entry.path, error: error))
        }
      }
    }
    for states in Self.joiningMoves(waiting) { add(states, to: &change) }
    change.files.sort { $0.path < $1.path }
    return change
  }

  private enum Kind { case file, link, submodule }

  private static func kind(_ entry: RawDiff.Entry) -> Kind {
    let modes = [entry.oldMode, entry.newMode]
    if modes.contains("160000") { return .submodule }
    return modes.contains("120000") ? .link : .file
  }

  private func read(
    _ entry: RawDiff.Entry, _ blobs: BlobReader, _ workTree: RawPath?
  ) throws(FileError) -> States {
    var states = States(entry: entry)
    if entry.oldMode != "000000" { states.before = try blobs.content(of: entry.oldID, limit: sizeLimit) }
    if entry.newMode != "000000" {
      if let workTree, entry.newID.allSatisfy({ $0 == "0" }) {
        let source = try tree.open(workTree.child(entry.path.bytes), waitsForWriter: false)
        states.after = try source.readToEnd(limit: sizeLimit)
      } else {
        states.after = try blobs.content(of: entry.newID, limit: sizeLimit)
      }
    }
    return states
  }

  /// Makes one of a file that went and one with the same content that came.
  private static func joiningMoves(_ states: [States]) -> [States] {
    var gone: [[UInt8]: [States]] = [:]
    for state in states where state.after == nil { gone[state.before ?? [], default: []].append(state) }
    var joined: [States] = []
    for state in states where state.before == nil {
      var state = state
      if let content = state.after, !content.isEmpty, let old = gone[content]?.popLast() {
        state.entry.oldPath = old.entry.path
        state.entry.status = "R"
        state.before = content
      }
      joined.append(state)
    }
    return joined + gone.values.flatMap { $0 }
  }

  private func add(_ states: States, to change: inout RepositoryChange) {
    if [states.before, states.after].contains(where: { $0?.prefix(SourceCounter.binaryPrefix).contains(0) == true }) {
      change.binary += 1
      return
    }
    let status: ChangedFile.Status =
      switch states.entry.status {
      case "A": .added
      case "D": .deleted
      case "R": .renamed
      case "C": .copied
      default: .modified
      }
    change.files.append(
      ChangedFile(
        path: states.entry.path, oldPath: states.entry.oldPath, status: status,
        tokens: TokenChange(from: states.before ?? [], to: states.after ?? [], basis: basis)))
  }
}
