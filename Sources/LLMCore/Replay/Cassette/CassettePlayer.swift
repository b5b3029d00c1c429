/// Finds the recorded call for each request, and knows which ones were played.
package struct CassettePlayer: Sendable {
  package let calls: [CassetteCall]
  private let matching: CassetteMatching
  /// Whether the last of equal requests answers all that come behind it.
  private let repeats: Bool
  /// The calls by their fingerprints, in the order of the recording.
  private let numbers: [[UInt8]: [Int]]
  private var isPlayed: [Bool]

  package init(_ calls: [CassetteCall], matching: CassetteMatching = .request, repeats: Bool = false) {
    self.calls = calls
    self.matching = matching
    self.repeats = repeats
    isPlayed = Array(repeating: false, count: calls.count)
    var numbers: [[UInt8]: [Int]] = [:]
    if matching == .request {
      for (number, call) in calls.enumerated() { numbers[call.request.fingerprint, default: []].append(number) }
    }
    self.numbers = numbers
  }

  /// The numbers of the calls that were not played.
  package var unplayed: [Int] { isPlayed.indices.filter { !isPlayed[$0] } }

  /// Finds the call for the next request, and counts it as played. A miss is not explained: others wait for their answers.
  package mutating func play(_ request: CassetteRequest) -> CassetteAnswer {
    switch matching {
    case .request:
      let candidates = numbers[request.fingerprint] ?? []
      if let number = candidates.first(where: { !isPlayed[$0] }) ?? (repeats ? candidates.last : nil) {
        isPlayed[number] = true
        return .call(number)
      }
      if let last = candidates.last {
        return .miss(CassetteMiss(request: request, reason: .exhausted(times: candidates.count), nearest: last))
      }
      return .miss(CassetteMiss(request: request, reason: .unknown))
    case .order:
      guard let next = isPlayed.firstIndex(of: false) else {
        return .miss(CassetteMiss(request: request, reason: .exhausted(times: calls.count)))
      }
      guard calls[next].request.hasSameAddress(as: request) else {
        return .miss(CassetteMiss(request: request, reason: .unknown, nearest: next))
      }
      isPlayed[next] = true
      return .call(next)
    }
  }
}

/// What there is for a request.
package enum CassetteAnswer: Sendable, Equatable {
  /// The call of this number, counted from 0.
  case call(Int)
  case miss(CassetteMiss)
}

/// A request for which there is no recorded call.
package struct CassetteMiss: Sendable, Equatable {
  /// Why there is none.
  package enum Reason: Sendable, Equatable {
    case unknown
    /// It was recorded so many times, and came once more.
    case exhausted(times: Int)
  }

  package var request: CassetteRequest
  package var reason: Reason
  /// The number of the recorded call that is the most like it, counted from 0; nil where it was not looked for yet.
  package var nearest: Int?
  package var differences = CassetteDifferences()

  package init(request: CassetteRequest, reason: Reason, nearest: Int? = nil) {
    self.request = request
    self.reason = reason
    self.nearest = nearest
  }
}
