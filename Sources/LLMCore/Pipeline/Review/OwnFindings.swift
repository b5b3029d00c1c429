/// What llmctl finds by itself, whatever a model says: secrets that a change brings in, also in files that are not shown to the model,
/// and text in it that speaks to the reviewer.
struct OwnFindings {
  private(set) var findings: [ReviewFinding] = []
  /// What has no line to stand at, as sentences without a full stop, each once.
  private(set) var remarks: [String] = []

  private var claims: [Claim] = []

  /// A finding and where it stands.
  private struct Claim {
    let claim: ClaimedFinding
    let path: RawPath
    let number: Int
  }

  init(_ change: ReviewedChange, _ plan: ReviewPlan) {
    addSecrets(of: change)
    for piece in plan.pieces { addAttempts(InjectionDetector().attempts(in: piece.prompt)) }
    prove(in: change, plan.outlines)
  }

  // MARK: Secrets

  private mutating func addSecrets(of change: ReviewedChange) {
    let added = change.secrets.filter(\.isAdded)
    guard !added.isEmpty else { return }
    let places = DiffPlaces(change.diff)
    for secret in added {
      guard let place = places.place(ofLine: secret.line) else { continue }
      let claim = ClaimedFinding(
        file: place.path.shown, quote: "", rule: "secret-\(secret.kind.id)", category: .security, severity: .critical,
        confidence: 1,
        message:
          "A secret is added (\(secret.kind.title), \(secret.masked)). Whoever sees the repository has it: take it out, and "
          + "replace it where it is used, since it stays in the history.")
      claims.append(Claim(claim: claim, path: place.path, number: place.number))
    }
  }

  // MARK: Attempts

  private mutating func addAttempts(_ attempts: [InjectionAttempt]) {
    let (rule, category) = ReviewPrompt.injectionRule
    for attempt in attempts {
      let isLikely = attempt.certainty == .likely
      let message =
        "\(isLikely ? "This text speaks" : "This text may speak") to an automatic reviewer (\(attempt.kind.rawValue)): "
        + "\"\(attempt.quote)\". It was given to the model as data; look at who wrote it, and why."
      guard case .line(let path, let number?) = attempt.place else {
        if isLikely { remark(message) }
        continue
      }
      let claim = ClaimedFinding(
        file: "", quote: "", rule: "\(rule)-\(attempt.kind.rawValue)",
        category: FindingCategory(rawValue: category) ?? .security, severity: isLikely ? .critical : .warning,
        confidence: isLikely ? 0.9 : 0.5, message: message)
      claims.append(Claim(claim: claim, path: RawPath(bytes: path), number: number))
    }
  }

  // MARK: Places

  private mutating func prove(in change: ReviewedChange, _ outlines: FileOutlines) {
    let paths = Set(claims.map(\.path))
    let indices = change.diff.files.indices.filter { paths.contains(change.diff.files[$0].path) }
    let proof = FindingProof(
      sides: indices.map { outlines.wholeSide($0, of: change) }, symbol: outlines.symbol, digest: ContentHash.ofFinding)
    for claim in claims {
      if let finding = proof.finding(claim.claim, in: claim.path, lines: claim.number...claim.number) {
        findings.append(finding)
      } else {
        remark("\(claim.path.shown), line \(claim.number): \(claim.claim.message)")
      }
    }
  }

  private mutating func remark(_ text: String) {
    if !remarks.contains(text) { remarks.append(text) }
  }
}

/// Where the lines of a diff's text stand in the files it changes.
private struct DiffPlaces {
  private let starts: [Int]
  private var byStart: [Int: (path: RawPath, number: Int)] = [:]

  init(_ diff: Diff) {
    var starts = [0]
    for (offset, byte) in diff.bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    self.starts = starts
    for file in diff.files {
      for hunk in file.hunks {
        for line in hunk.lines {
          guard let number = line.newNumber else { continue }
          byStart[line.content.lowerBound - hunk.parents] = (file.path, number)
        }
      }
    }
  }

  /// The file and the line of its new side; nil for a line that is in none.
  func place(ofLine line: Int) -> (path: RawPath, number: Int)? {
    starts.indices.contains(line) ? byStart[starts[line]] : nil
  }
}
