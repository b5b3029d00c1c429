/// How the recorded call is found that answers a request.
package enum CassetteMatching: String, Sendable, CaseIterable {
  /// By what is asked: route, method, path and body. Of equal requests the first that was not played yet.
  case request
  /// In the order of the recording; route, method and path have to be the recorded ones.
  case order
}

/// What is recorded and what is played, with the names that vcrpy has for it.
package enum CassetteMode: String, Sendable, CaseIterable {
  /// Record where there is no file, and play where there is one.
  case once
  /// Play what is known and record what is not.
  case new
  /// Play only.
  case none
  /// Record everything anew.
  case all
}

extension CassetteRequest {
  /// Whether the request takes the same way.
  package func hasSameAddress(as other: CassetteRequest) -> Bool {
    (route, method, path) == (other.route, other.method, other.path)
  }

  /// The same bytes for all requests that ask the same: JSON counts by what it says, whatever the order
  /// of members and the writing of numbers.
  package var fingerprint: [UInt8] {
    let content: [UInt8] =
      switch body {
      case .json(let value, _): value.normalForm
      default: body.bytes
      }
    return Array("\(route) \(method) \(path)\n".utf8) + content
  }
}
