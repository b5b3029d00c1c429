/// Has a model look at one part of a change, and holds what it says against the code.
struct PartReview: Sendable {
  /// What came of a part.
  struct Outcome: Sendable {
    var findings: [ReviewFinding] = []
    var dropped: [DropReason: Int] = [:]
    var moved = 0
    /// Whether anybody was asked: not who was interrupted before its turn.
    var wasAsked = false
    var usage = Usage()
    var price: Money?
    /// Why the part counts as not reviewed; nil where it was.
    var error: LLMError?
  }

  let context: AppContext
  let reporter: Reporter
  let symbol: @Sendable (RawPath, Int) -> String?
  let minConfidence: Double
  /// Empty for all.
  let focus: [FindingCategory]
  let cache: ReviewCache

  /// What an earlier review was told about a piece.
  func reuse(_ kept: ReviewAsking.Kept) -> Outcome {
    var outcome = Outcome()
    take(ClaimReading(.array(kept.findings)), kept.piece.prompt, proof([kept.piece.side]), &outcome)
    return outcome
  }

  /// Asks the question about a part, and keeps what is found.
  func run(_ part: ReviewPlan.Part, _ question: Question) async -> Outcome {
    let answer = await RequestPipeline(context: context, reporter: reporter).run(question, sink: QuietSink())
    var outcome = Outcome()
    outcome.wasAsked = answer.attempts > 0
    outcome.usage = answer.usage.adding(answer.earlierUsage)
    outcome.price = AnswerPrice(answer)?.total
    guard let value = answer.structured?.validValue, answer.error == nil else {
      var error = answer.error ?? LLMError(.malformed, "the answer has no findings, not even an empty list")
      // The words of a refusal are a model's like those of a finding.
      if error.code == .refusal {
        let check = ClaimCheck(part: part.prompt)
        error.message = check.checked(rule: "", message: error.message, suggestion: nil).message
      }
      if error.code == .truncated { error.advice = "Raise the limit with -o max_tokens=N, or ask another model" }
      outcome.error = error
      return outcome
    }
    let proof = proof(part.pieces.map(\.side))
    if question.recordedTurn != nil { keep(value, part, proof) }
    take(ClaimReading(value), part.prompt, proof, &outcome)
    return outcome
  }

  /// Keeps each finding with the piece it is about: the next change may have that piece beside others. One that is about none of them is
  /// not kept: beside fewer files its quote, or the end of its path, could be taken for one of theirs.
  private func keep(_ answer: JSONValue, _ part: ReviewPlan.Part, _ proof: FindingProof) {
    var findings = [[JSONValue]](repeating: [], count: part.pieces.count)
    for element in answer["findings"]?.elements ?? [] {
      guard let claim = ClaimReading(.array([element])).claims.first, let side = proof.side(of: claim) else { continue }
      findings[side].append(element)
    }
    do throws(FileError) {
      for (piece, findings) in zip(part.pieces, findings) { try cache.keep(findings, in: piece.prompt) }
    } catch {
      reporter.detail("the answer cannot be kept for the next review: \(error.phrase)")
    }
  }

  private func take(_ reading: ClaimReading, _ prompt: PromptPart, _ proof: FindingProof, _ outcome: inout Outcome) {
    let check = ClaimCheck(part: prompt)
    var claims: [ClaimedFinding] = []
    for var claim in reading.claims {
      let checked = check.checked(rule: claim.rule, message: claim.message, suggestion: claim.suggestion)
      (claim.message, claim.suggestion) = (checked.message, checked.suggestion)
      if checked.isDropped {
        outcome.dropped[.silencesReview, default: 0] += 1
      } else if claim.confidence < minConfidence {
        outcome.dropped[.lowConfidence, default: 0] += 1
      } else if !focus.isEmpty, !focus.contains(claim.category) {
        outcome.dropped[.outOfFocus, default: 0] += 1
      } else {
        claims.append(claim)
      }
    }
    if reading.unreadable > 0 { outcome.dropped[.unreadable, default: 0] += reading.unreadable }
    if reading.excess > 0 { outcome.dropped[.tooMany, default: 0] += reading.excess }
    let proven = proof.check(claims)
    outcome.findings = proven.findings
    outcome.moved = proven.moved
    for claim in proven.dropped { outcome.dropped[claim.reason, default: 0] += 1 }
  }

  private func proof(_ sides: [NewSide]) -> FindingProof {
    FindingProof(sides: sides, symbol: symbol, digest: ContentHash.ofFinding)
  }
}
