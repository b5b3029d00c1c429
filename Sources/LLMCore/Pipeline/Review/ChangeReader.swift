/// Reads the change that is to be reviewed, from git or from standard input, and replaces its secrets.
struct ChangeReader {
  /// More than any change that people review.
  private static let diffLimit = 256 << 20
  /// Of a file of which more is wanted than its hunks.
  private static let fileLimit = 4 << 20

  let context: AppContext
  let reporter: Reporter

  /// Throws `LLMError`: `inputMissing` for what git does not know, `inputInvalid` for what is no diff; no text at all is one.
  func read(_ invocation: ReviewInvocation) async throws(LLMError) -> ReviewedChange {
    switch invocation.source {
    case .standardInput: return try await piped(invocation)
    case .repository(let source): return try repository(source, invocation)
    }
  }

  private func piped(_ invocation: ReviewInvocation) async throws(LLMError) -> ReviewedChange {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try await context.input.readToEnd(limit: Self.diffLimit) } catch {
      throw LLMError(.inputInvalid, "cannot read standard input: \(error.phrase)")
    }
    var redactor = SecretRedactor()
    let (diff, secrets) = try parse(bytes, "standard input", invocation, &redactor)
    guard !diff.files.isEmpty || Self.hasNoChange(bytes) else {
      throw LLMError(
        .inputInvalid, "standard input has text and no diff in it", advice: "'git diff | llmctl review -' reviews one")
    }
    let top = GitState.current(context.files)?.root
    return try change(diff, "standard input", [:], secrets, redactor, LeftOut(), top.map { RawPath($0) }, nil)
  }

  /// Whether there is nothing, or a commit without a diff as git shows merges. Anything else was not meant to be reviewed, and must
  /// not pass for a change in which nothing was found.
  private static func hasNoChange(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "commit ".utf8) || bytes.starts(with: "From ".utf8) || bytes.allSatisfy(\.isBlank)
  }

  private func repository(
    _ source: ReviewSource, _ invocation: ReviewInvocation
  ) throws(LLMError) -> ReviewedChange {
    let git = GitProgram(programs: context.programs)
    let found = try ReviewDiffReader(git).read(source, paths: invocation.paths)
    var bytes = found.diff
    var left = LeftOut()
    if let top = found.top { for path in found.untracked { bytes += untracked(path, top, &left) } }
    var redactor = SecretRedactor()
    let (diff, secrets) = try parse(bytes, "the diff of git", invocation, &redactor)
    let texts = try texts(of: diff, found, git, invocation.redacts, &redactor)
    return try change(diff, source.words, texts, secrets, redactor, left, found.top, found.newFiles)
  }

  private func change(
    _ diff: Diff, _ source: String, _ texts: [Int: [UInt8]], _ secrets: [FoundSecret], _ redactor: SecretRedactor,
    _ left: LeftOut, _ top: RawPath?, _ newFiles: ReviewDiffReader.NewFiles?
  ) throws(LLMError) -> ReviewedChange {
    let notes = file(".llmctl/review.md", top, diff)
    return ReviewedChange(
      diff: diff, source: source, texts: texts, secrets: secrets, redactor: redactor,
      skipped: left.skipped, unreadable: left.unreadable,
      attributes: file(".gitattributes", top, diff) ?? [],
      guidance: try notes.map { (bytes) throws(LLMError) in try ReviewGuidance(bytes[...]) } ?? ReviewGuidance(),
      top: top, newFiles: newFiles)
  }

  /// A file of the project that has a say in what is reviewed; nil where there is none, or the change itself edits it: whoever
  /// writes a change does not choose how it is looked at.
  private func file(_ name: String, _ top: RawPath?, _ diff: Diff) -> [UInt8]? {
    if diff.files.contains(where: { $0.path.bytes.elementsEqual(name.utf8) }) {
      reporter.warning("the change edits \(name), so it is not followed")
      return nil
    }
    return top.flatMap { context.tree.content(of: $0.child(Array(name.utf8))) }
  }

  private func parse(
    _ bytes: [UInt8], _ source: String, _ invocation: ReviewInvocation, _ redactor: inout SecretRedactor
  ) throws(LLMError) -> (Diff, [FoundSecret]) {
    // Secrets that are sent all the same are findings like the others.
    let redacted = redactor.redact(bytes[...], layout: .hunk)
    let text = invocation.redacts ? Array(redacted.bytes) : bytes
    do throws(DiffError) { return (try Diff(parsing: text), redacted.secrets) } catch { throw error.error(in: source) }
  }

  /// Of the files that git does not know, those that the diff does not show.
  private struct LeftOut {
    var skipped: [ReviewReport.Skipped] = []
    var unreadable: [ReviewReport.Unreviewed] = []
  }

  /// The diff that adds a file; empty where it cannot be shown as one.
  private func untracked(_ path: RawPath, _ top: RawPath, _ left: inout LeftOut) -> [UInt8] {
    if path.bytes.last == RawPath.slash {
      left.skipped.append(ReviewReport.Skipped(path, reason: "another repository"))
      return []
    }
    do throws(FileError) {
      let whole = top.child(path.bytes)
      let status = try context.tree.status(of: whole, followsLinks: false)
      guard status.kind == .regular else {
        left.skipped.append(ReviewReport.Skipped(path, reason: status.kind == .link ? "link" : "no regular file"))
        return []
      }
      let content = try context.tree.open(whole, waitsForWriter: false).readToEnd(limit: Self.diffLimit)
      return AddedFileDiff.bytes(
        path: path, mode: (status.permissions ?? 0) & 0o100 == 0 ? .regular : .executable, content: content)
    } catch {
      left.unreadable.append(ReviewReport.Unreviewed(path, reason: error.phrase))
      return []
    }
  }

  /// The new text of each file that is text, so that functions and imports around its hunks are known.
  private func texts(
    of diff: Diff, _ found: ReviewDiffReader.Change, _ git: GitProgram, _ redacts: Bool,
    _ redactor: inout SecretRedactor
  ) throws(LLMError) -> [Int: [UInt8]] {
    var texts: [Int: [UInt8]] = [:]
    let wanted = diff.files.enumerated().filter { _, file in
      file.binary == nil && !file.hunks.isEmpty && !file.isSubmodule && file.kind != .added
    }
    let blobs = found.newFiles == .workTree || wanted.isEmpty ? nil : try BlobReader(git)
    for (index, file) in wanted {
      guard let path = file.newPath else { continue }
      do throws(FileError) {
        let text: [UInt8]
        if found.newFiles == .workTree {
          guard let top = found.top else { continue }
          text = try context.tree.open(top.child(path.bytes), waitsForWriter: false).readToEnd(limit: Self.fileLimit)
        } else if let blobs, let id = file.new.id {
          text = try blobs.content(of: String(decoding: diff.bytes[id], as: UTF8.self), limit: Self.fileLimit)
        } else {
          continue
        }
        texts[index] = redacts ? Array(redactor.redact(text[...]).bytes) : text
      } catch {
        reporter.detail("the whole of \(path.shown) cannot be read: \(error.phrase)")
      }
    }
    return texts
  }
}

extension ReviewSource {
  /// What the report calls it.
  var words: String {
    switch self {
    case .workTree: "work tree against HEAD"
    case .staged: "index against HEAD"
    case .unstaged: "work tree against index"
    case .base(let name): "work tree against \(name)"
    case .range(let range): range.words
    case .commit(let name): name
    }
  }
}

extension ChangeRange {
  /// As it is typed.
  fileprivate var words: String {
    let after =
      switch after {
      case .commit(let name): name
      case .index: "index"
      case .workTree: "work tree"
      }
    return switch before {
    case .commit(let name): "\(name)..\(after)"
    case .mergeBase(let name, _): "\(name)...\(after)"
    }
  }
}
