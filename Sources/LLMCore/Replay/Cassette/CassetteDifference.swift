/// One thing in which a request differs from a recorded one.
package struct CassetteDifference: Sendable, Equatable {
  /// Where it is, such as `path` or `body.messages[1].content`.
  package var place: String
  /// What was recorded, shortened; nil where there was nothing.
  package var recorded: String?
  /// What was sent.
  package var sent: String?

  package init(_ place: String, recorded: String?, sent: String?) {
    (self.place, self.recorded, self.sent) = (place, recorded, sent)
  }

  /// For people, on one line.
  package var line: String {
    switch (recorded, sent) {
    case (let recorded?, let sent?): "\(place): recorded \(recorded), sent \(sent)"
    case (let recorded?, nil): "\(place): recorded \(recorded), not sent"
    case (nil, let sent): "\(place): not recorded, sent \(sent ?? "nothing")"
    }
  }

  // MARK: Differences

  /// All differences, address first, then the body in its order.
  package static func all(from recorded: CassetteRequest, to sent: CassetteRequest) -> [CassetteDifference] {
    var differences: [CassetteDifference] = []
    for (place, recorded, sent) in [
      ("route", recorded.route, sent.route), ("method", recorded.method, sent.method),
      ("path", recorded.path, sent.path),
    ] where recorded != sent {
      let (left, right) = excerpts(recorded, sent)
      differences.append(CassetteDifference(place, recorded: left, sent: right))
    }
    return differences + bodies(recorded.body, sent.body)
  }

  private static func bodies(_ recorded: CassetteBody, _ sent: CassetteBody) -> [CassetteDifference] {
    switch (recorded, sent) {
    case (.json(let recorded, _), .json(let sent, _)): return values(recorded, sent, "body")
    case (.text(let recorded), .text(let sent)) where recorded != sent:
      let (left, right) = excerpts(recorded, sent)
      let shared = recorded.utf8.count - recorded.utf8.dropFirst(sharedStart(recorded, sent)).count
      let line = recorded.utf8.prefix(shared).count { $0 == Byte.lineFeed } + 1
      return [CassetteDifference("body, line \(line)", recorded: left, sent: right)]
    case _ where recorded.bytes == sent.bytes: return []
    case (.binary, .binary):
      let (left, right) = (recorded.bytes, sent.bytes)
      let first = zip(left, right).prefix { $0 == $1 }.count
      return [
        CassetteDifference(
          "body, byte \(first + 1)", recorded: "one of \(left.count) bytes", sent: "one of \(right.count) bytes")
      ]
    default: return [CassetteDifference("body", recorded: kind(recorded), sent: kind(sent))]
    }
  }

  private static func kind(_ body: CassetteBody) -> String? {
    switch body {
    case .none: nil
    case .json: "JSON"
    case .text(let text): shortened(text)
    case .binary(let bytes): "\(bytes.count) bytes"
    }
  }

  private static func values(_ recorded: JSONValue, _ sent: JSONValue, _ place: String) -> [CassetteDifference] {
    switch (recorded, sent) {
    case (.object(let left), .object):
      let names = left.map(\.name) + (sent.members ?? []).map(\.name).filter { recorded[$0] == nil }
      return names.flatMap { name in pair(recorded[name], sent[name], place + Self.step(name)) }
    case (.array(let left), .array(let right)):
      return (0..<max(left.count, right.count)).flatMap { index in
        pair(
          index < left.count ? left[index] : nil, index < right.count ? right[index] : nil, "\(place)[\(index)]")
      }
    case (.string(let left), .string(let right)) where left != right:
      let (left, right) = excerpts(left, right)
      return [CassetteDifference(place, recorded: left, sent: right)]
    default:
      return recorded == sent ? [] : [CassetteDifference(place, recorded: shown(recorded), sent: shown(sent))]
    }
  }

  private static func pair(_ recorded: JSONValue?, _ sent: JSONValue?, _ place: String) -> [CassetteDifference] {
    if let recorded, let sent { return values(recorded, sent, place) }
    return [CassetteDifference(place, recorded: recorded.map(shown), sent: sent.map(shown))]
  }

  /// A member's name behind a place; in brackets where a dot would not do.
  private static func step(_ name: String) -> String {
    let isWord = !name.isEmpty && name.utf8.allSatisfy { Byte.isWord($0) || $0 == Byte.minus }
    return isWord ? ".\(name)" : "[\(JSONWriter.text(of: .string(name)))]"
  }

  // MARK: Excerpts

  /// Characters of a value that are shown.
  private static let width = 60

  private static func shown(_ value: JSONValue) -> String {
    if let text = value.text { return shortened(text) }
    let text = JSONWriter.text(of: value)
    return text.count <= width ? text : text.prefix(width) + "…"
  }

  private static func shortened(_ text: String) -> String {
    JSONWriter.text(of: .string(text.count <= width ? text : text.prefix(width) + "…"))
  }

  /// Two texts around the first character in which they differ.
  private static func excerpts(_ left: String, _ right: String) -> (String, String) {
    let shared = zip(left, right).prefix { $0 == $1 }.count
    let start = shared <= width / 2 ? 0 : shared - width / 3
    func excerpt(_ text: String) -> String {
      let rest = text.dropFirst(start)
      let piece = (start > 0 ? "…" : "") + rest.prefix(width) + (rest.count > width ? "…" : "")
      return JSONWriter.text(of: .string(piece))
    }
    return (excerpt(left), excerpt(right))
  }

  /// How many bytes two texts have in common at their beginning.
  private static func sharedStart(_ left: String, _ right: String) -> Int {
    zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
  }
}
