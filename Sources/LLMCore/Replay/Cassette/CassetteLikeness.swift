/// Recorded requests, ready to be asked which of them is the most like another one.
package struct CassetteLikeness: Sendable {
  private let recorded: [CassetteRequest]
  /// What their bodies consist of: made once, however many requests are compared.
  private let parts: [[String: Int]]

  package init(_ recorded: [CassetteRequest]) {
    self.recorded = recorded
    parts = recorded.map { Self.parts(of: $0.body) }
  }

  /// The number of the one that is the most like a request; of two the first. Nil where nothing is recorded.
  ///
  /// What takes another way is further away than anything that takes the same one. Bodies are compared by the share of their parts that
  /// are the same.
  package func nearest(to request: CassetteRequest) -> Int? {
    let wanted = Self.parts(of: request.body)
    var best: (number: Int, likeness: Double)?
    for (number, candidate) in recorded.enumerated() {
      var likeness = 0.0
      if candidate.path == request.path { likeness += 4 }
      if candidate.route == request.route { likeness += 2 }
      if candidate.method == request.method { likeness += 1 }
      likeness += Self.share(of: wanted, in: parts[number])
      if likeness > best?.likeness ?? -1 { best = (number, likeness) }
    }
    return best?.number
  }

  /// A miss with what is most like it, and in what the two differ. Where the way is to be the next recorded one, that is it already.
  package func explained(_ miss: CassetteMiss) -> CassetteMiss {
    guard miss.reason == .unknown, let nearest = miss.nearest ?? nearest(to: miss.request) else { return miss }
    var miss = miss
    miss.nearest = nearest
    miss.differences = CassetteDifferences(from: recorded[nearest], to: miss.request)
    return miss
  }

  /// What a body consists of: of JSON its leaves with their places and the words in them, of text its words.
  private static func parts(of body: CassetteBody) -> [String: Int] {
    var parts: [String: Int] = [:]
    switch body {
    case .none: break
    case .json(let value, _): collect(value, "", &parts)
    case .text(let text): collect(words: text, "", &parts)
    case .binary(let bytes): parts["\(bytes.count) bytes"] = 1
    }
    return parts
  }

  private static func collect(_ value: JSONValue, _ place: String, _ parts: inout [String: Int]) {
    switch value {
    case .object(let members): for member in members { collect(member.value, "\(place).\(member.name)", &parts) }
    case .array(let elements):
      for (index, value) in elements.enumerated() { collect(value, "\(place)[\(index)]", &parts) }
    case .string(let text): collect(words: text, place, &parts)
    default: parts[place + "=" + JSONWriter.text(of: value), default: 0] += 1
    }
  }

  private static func collect(words text: String, _ place: String, _ parts: inout [String: Int]) {
    // The beginning of a long text tells enough.
    for word in text.utf8.prefix(64 << 10).split(whereSeparator: { $0 <= Byte.space }) {
      parts[place + "=" + String(decoding: word, as: UTF8.self), default: 0] += 1
    }
  }

  /// From 0 to 1: twice what both have, by what there is of both.
  private static func share(of left: [String: Int], in right: [String: Int]) -> Double {
    let total = left.values.reduce(0, +) + right.values.reduce(0, +)
    guard total > 0 else { return 1 }
    let shared = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
    return Double(2 * shared) / Double(total)
  }
}
