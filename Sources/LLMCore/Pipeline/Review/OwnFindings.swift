/// What llmctl finds by itself, whatever a model says: secrets that a change brings in, also in files that no model is shown, and
/// text that speaks to the reviewer.
struct OwnFindings {
  private(set) var findings: [ReviewFinding] = []
  /// What has no line to stand at, each once, as sentences without a full stop.
  private(set) var remarks: [String] = []

  private let change: ReviewedChange
  private let outlines: FileOutlines
  /// For the files that something was found in, by their indices in the diff: as far as the diff shows them, whatever of them is
  /// shown to a model, and in how many parts.
  private var proofs: [Int: FindingProof] = [:]
  private var said = Set<String>()

  init(_ change: ReviewedChange, _ plan: ReviewPlan) {
    (self.change, outlines) = (change, plan.outlines)
    addSecrets()
    for piece in plan.pieces { addAttempts(InjectionDetector().attempts(in: piece.prompt), in: piece.file) }
  }

  // MARK: Secrets

  /// One finding for all secrets of a line.
  private mutating func addSecrets() {
    guard !change.secrets.isEmpty else { return }
    let places = DiffPlaces(change.diff)
    var rest = change.secrets[...]
    while let first = rest.first {
      let here = rest.prefix { $0.line == first.line }
      rest = rest.dropFirst(here.count)
      let what = here.map { "\($0.kind.title), \($0.masked)" }.joined(separator: "; ")
      let isOne = here.count == 1
      switch places.place(ofLine: first.line) {
      case .newSide(let file, let number) where first.isAdded:
        let claim = ClaimedFinding(
          file: "", quote: "", rule: "secret-\(first.kind.id)", category: .security, severity: .critical, confidence: 1,
          message:
            "\(isOne ? "A secret is" : "\(here.count) secrets are") added (\(what)). Whoever sees the repository has "
            + (isOne
              ? "it: take it out, and replace it where it is used, since it stays in the history."
              : "them: take them out, and replace them where they are used, since they stay in the history."))
        add(claim, file, number)
      case .head:
        remark(
          "\(isOne ? "a secret stands" : "\(here.count) secrets stand") in the text of a commit or in the name of a file "
            + "(\(what)): whoever sees the repository has \(isOne ? "it" : "them"), now and in its history")
      case .newSide, nil: break
      }
    }
  }

  // MARK: Attempts

  /// One finding for all that is tried in one line of a file.
  private mutating func addAttempts(_ attempts: [InjectionAttempt], in file: Int) {
    let (rule, category) = ReviewPrompt.injectionRule
    var rest = attempts[...]
    while let first = rest.first {
      let here = rest.prefix { $0.place == first.place && $0.quote == first.quote }
      rest = rest.dropFirst(here.count)
      let isLikely = here.contains { $0.certainty == .likely }
      let kinds = here.filter { $0.certainty == (isLikely ? .likely : .possible) }.map(\.kind.rawValue)
      let message =
        "\(isLikely ? "This text speaks" : "This text may speak") to an automatic reviewer "
        + "(\(kinds.joined(separator: ", "))): \"\(first.quote)\". It was given to the model as data; look at who wrote it, and why."
      guard case .line(_, let number?) = first.place else {
        if isLikely { remark(message) }
        continue
      }
      let claim = ClaimedFinding(
        file: "", quote: "", rule: "\(rule)-\(kinds.first ?? "")",
        category: FindingCategory(rawValue: category) ?? .security, severity: isLikely ? .critical : .warning,
        confidence: isLikely ? 0.9 : 0.5, message: message)
      add(claim, file, number)
    }
  }

  // MARK: Places

  private mutating func proof(_ file: Int) -> FindingProof {
    if let known = proofs[file] { return known }
    let proof = FindingProof(
      sides: [outlines.side(ofFile: file, of: change)], symbol: outlines.symbol, digest: ContentHash.ofFinding)
    proofs[file] = proof
    return proof
  }

  private mutating func add(_ claim: ClaimedFinding, _ file: Int, _ number: Int) {
    let changed = change.diff.files[file]
    // Nothing points to where a reader of the report should not look.
    if !changed.leavesFolder,
      let finding = proof(file).finding(claim, in: changed.path, lines: number...number)
    {
      findings.append(finding)
    } else {
      remark("\(changed.path.shown), line \(number): \(claim.message)")
    }
  }

  private mutating func remark(_ text: String) {
    if said.insert(text).inserted { remarks.append(text) }
  }
}

/// Where the lines of a diff's text stand in the files it changes.
private struct DiffPlaces {
  enum Place {
    /// A line of the new side of the file with this index.
    case newSide(file: Int, number: Int)
    /// What the author says of a change, or the names of a file.
    case head
  }

  private let diff: Diff
  private let starts: [Int]
  private var byStart: [Int: Place] = [:]

  init(_ diff: Diff) {
    self.diff = diff
    var starts = [0]
    for (offset, byte) in diff.bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    self.starts = starts
    for (index, file) in diff.files.enumerated() {
      for hunk in file.hunks {
        for line in hunk.lines {
          guard let number = line.newNumber else { continue }
          byStart[line.content.lowerBound - hunk.parents] = .newSide(file: index, number: number)
        }
      }
    }
  }

  /// Where a line stands; nil for one that only the old side has, and for what no person wrote.
  func place(ofLine line: Int) -> Place? {
    guard starts.indices.contains(line) else { return nil }
    let start = starts[line]
    if let place = byStart[start] { return place }
    return isHead(start) ? .head : nil
  }

  private func isHead(_ start: Int) -> Bool {
    var (low, high) = (0, diff.files.count)
    while low < high {
      let middle = (low + high) / 2
      if diff.files[middle].range.upperBound <= start { low = middle + 1 } else { high = middle }
    }
    guard low < diff.files.count, diff.files[low].range.contains(start) else { return true }
    let file = diff.files[low]
    return file.binary == nil && start < file.hunks.first?.range.lowerBound ?? file.range.upperBound
  }
}
