/// Proves the places of claimed findings: the quote must stand in the new side of the file.
///
/// A quote is looked for as it is, then without white space that says nothing, then by those of its lines that stand there once;
/// near the claimed line wins. The tool sets the line; a finding without a place is dropped with the reason.
package struct FindingProof: Sendable {
  /// What became of the findings of an answer.
  package struct Outcome: Sendable, Equatable {
    package var findings: [ReviewFinding] = []
    /// How many of them stand at another line, or in another file, than the model said.
    package var moved = 0
    package var dropped: [DroppedClaim] = []

    package init() {}
  }

  /// A finding that is not reported, and why.
  package struct DroppedClaim: Sendable, Equatable {
    package let claim: ClaimedFinding
    package let reason: DropReason

    package init(_ claim: ClaimedFinding, _ reason: DropReason) {
      self.claim = claim
      self.reason = reason
    }
  }

  private let sides: [SearchableSide]
  private let paths: ClaimedPath
  private let symbol: @Sendable (RawPath, Int) -> String?
  private let digest: @Sendable ([UInt8]) -> String

  /// - Parameters:
  ///   - sides: the files the model was shown.
  ///   - symbol: the function or class around a line of a file, such as `Parser.next`; nil where there is none.
  ///   - digest: SHA-256 as hexadecimal digits.
  package init(
    sides: [NewSide], symbol: @escaping @Sendable (RawPath, Int) -> String?,
    digest: @escaping @Sendable ([UInt8]) -> String
  ) {
    self.sides = sides.map(SearchableSide.init)
    paths = ClaimedPath(sides)
    self.symbol = symbol
    self.digest = digest
  }

  /// Proves or drops each of the claims, in their order.
  package func check(_ claims: [ClaimedFinding]) -> Outcome {
    var outcome = Outcome()
    for claim in claims {
      switch locate(claim) {
      case .failure(let reason): outcome.dropped.append(DroppedClaim(claim, reason))
      case .success(let place):
        let found = finding(claim, place)
        if place.isOtherFile || !(claim.line.map(found.lines.contains) ?? true) { outcome.moved += 1 }
        outcome.findings.append(found)
      }
    }
    return outcome
  }

  /// A finding of the program's own about lines it knows, such as a secret; the claim's quote and line are not looked at. Nil
  /// where the lines were not shown.
  package func finding(_ claim: ClaimedFinding, in path: RawPath, lines: ClosedRange<Int>) -> ReviewFinding? {
    // A large file is shown in several pieces.
    let index = sides.firstIndex { $0.side.path == path && $0.side.lines(numbered: lines) != nil }
    guard let index, let first = sides[index].side.index(ofLine: lines.lowerBound) else { return nil }
    return finding(claim, Place(side: index, hit: sides[index].wholeLines(first..<first + lines.count)))
  }

  /// Which of the files a claim is about, as its place among the sides: where its quote stands, or else the one it names; nil where it
  /// is about none of them.
  package func side(of claim: ClaimedFinding) -> Int? {
    if case .success(let place) = locate(claim) { return place.side }
    return paths.index(of: claim.file)
  }

  /// Where a claim is about.
  private struct Place {
    let side: Int
    let hit: QuoteHit
    var isOtherFile = false
  }

  private enum Location {
    case success(Place)
    case failure(DropReason)
  }

  private func locate(_ claim: ClaimedFinding) -> Location {
    let shapes = QuoteShapes.all(of: claim.quote)
    guard !shapes.isEmpty else { return .failure(.emptyQuote) }
    let named = paths.index(of: claim.file).map { sides[$0].side.path }
    var reason = DropReason.unknownFile
    if let named {
      switch locate(shapes, in: named, near: claim.line) {
      case .success(let place): return .success(place)
      case .failure(let miss): reason = miss
      }
      // Only code that is nowhere in the named file can have been meant for another.
      guard reason == .quoteNotFound else { return .failure(reason) }
    }
    let others = sides.indices.filter { sides[$0].side.path != named }.compactMap { index in
      sides[index].locateOnce(shapes).map { Place(side: index, hit: $0, isOtherFile: true) }
    }
    guard let only = others.first, others.count == 1 else { return .failure(reason) }
    return .success(only)
  }

  /// Where a quote stands in the file with a path. A series of patches changes a file several times: the claimed line counts, then the
  /// newest change, and what that removed is not looked for in the older ones.
  private func locate(_ shapes: [[[UInt8]]], in path: RawPath, near line: Int?) -> Location {
    var newest: Place?
    for index in sides.indices.reversed() where sides[index].side.path == path {
      switch sides[index].locate(shapes, near: line) {
      case .found(let hit):
        let place = Place(side: index, hit: hit)
        guard let line, !numbers(of: place).contains(line) else { return .success(place) }
        newest = newest ?? place
      case .missed(let miss):
        if newest == nil, miss != .quoteNotFound { return .failure(miss) }
      }
    }
    return newest.map(Location.success) ?? .failure(.quoteNotFound)
  }

  /// The numbers of a place's lines.
  private func numbers(of place: Place) -> ClosedRange<Int> {
    let lines = sides[place.side].side.lines
    return lines[place.hit.lines.lowerBound].number...lines[place.hit.lines.upperBound - 1].number
  }

  private func finding(_ claim: ClaimedFinding, _ place: Place) -> ReviewFinding {
    let side = sides[place.side].side
    let lines = side.lines[place.hit.lines]
    let code = lines.map { Array($0.bytes.withoutReturn) }
    let range = numbers(of: place)
    let identity = FindingIdentity(
      quote: SqueezedText.text(of: code.map(\.repairedUTF8)), symbol: symbol(side.path, range.lowerBound),
      rule: claim.rule, digest: digest)
    return ReviewFinding(
      path: side.path, lines: range, columns: place.hit.columns, code: code,
      isInContext: !lines.contains(where: \.isAdded), claim: claim,
      suggestion: claim.suggestion.flatMap { SuggestionReader(side: side, hit: place.hit).change(to: $0) },
      identity: identity)
  }
}
