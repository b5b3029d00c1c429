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

  // MARK: Excerpts

  /// Characters of a value that are shown.
  private static let width = 60

  static func shown(_ value: JSONValue) -> String {
    if let text = value.text { return shortened(text) }
    let text = JSONWriter.text(of: value)
    return text.count <= width ? text : text.prefix(width) + "…"
  }

  static func shortened(_ text: String) -> String {
    JSONWriter.text(of: .string(text.count <= width ? text : text.prefix(width) + "…"))
  }

  /// Two texts around the first character in which they differ.
  static func excerpts(_ left: String, _ right: String) -> (String, String) {
    // Characters that look the same may be written in two ways, and are two texts then.
    let (left, right) = (left.unicodeScalars, right.unicodeScalars)
    let shared = zip(left, right).prefix { $0 == $1 }.count
    let start = shared <= width / 2 ? 0 : shared - width / 3
    func excerpt(_ text: String.UnicodeScalarView) -> String {
      let rest = text.dropFirst(start)
      let piece =
        (start > 0 ? "…" : "") + String(rest.prefix(width)) + (rest.dropFirst(width).isEmpty ? "" : "…")
      return JSONWriter.text(of: .string(piece))
    }
    return (excerpt(left), excerpt(right))
  }

  /// How many bytes two texts have in common at their beginning.
  static func sharedStart(_ left: String, _ right: String) -> Int {
    zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
  }
}
