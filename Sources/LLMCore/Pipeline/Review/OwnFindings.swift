/// What llmctl finds by itself, whatever a model says: secrets that a change brings in, and text in it that speaks to the reviewer.
struct OwnFindings {
  private(set) var findings: [ReviewFinding] = []
  /// What has no line to stand at, as sentences without a full stop.
  private(set) var remarks: [String] = []

  private let proof: FindingProof

  /// - Parameter sides: all files of the change that are shown.
  init(_ change: ReviewedChange, _ plan: ReviewPlan) {
    proof = FindingProof(
      sides: plan.parts.flatMap(\.sides), symbol: plan.outlines.symbol, digest: ContentHash.ofFinding)
    addSecrets(of: change)
    for part in plan.parts { addAttempts(InjectionDetector().attempts(in: part.prompt)) }
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
      add(claim, place.path, place.number)
    }
  }

  // MARK: Attempts

  private mutating func addAttempts(_ attempts: [InjectionAttempt]) {
    for attempt in attempts {
      let isLikely = attempt.certainty == .likely
      let message =
        "\(isLikely ? "This text speaks" : "This text may speak") to an automatic reviewer (\(attempt.kind.rawValue)): "
        + "\"\(attempt.quote)\". It was given to the model as data; look at who wrote it, and why."
      guard case .line(let path, let number?) = attempt.place else {
        if isLikely { remarks.append(message) }
        continue
      }
      let claim = ClaimedFinding(
        file: "", quote: "", rule: "prompt-injection-\(attempt.kind.rawValue)", category: .security,
        severity: isLikely ? .critical : .warning, confidence: isLikely ? 0.9 : 0.5, message: message)
      add(claim, RawPath(bytes: path), number)
    }
  }

  private mutating func add(_ claim: ClaimedFinding, _ path: RawPath, _ number: Int) {
    if let finding = proof.finding(claim, in: path, lines: number...number) {
      findings.append(finding)
    } else {
      remarks.append("\(path.shown), line \(number): \(claim.message)")
    }
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
