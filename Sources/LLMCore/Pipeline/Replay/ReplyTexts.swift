/// The texts of a reply's JSON, with those joined that a stream brings in pieces: what stands at the same place of each of its events is
/// one text. A secret that no event tells can be read in them.
struct ReplyTexts {
  private var joined: [String: [UInt8]] = [:]

  /// All of them.
  var all: [[UInt8]] { Array(joined.values) }

  /// - Parameter body: JSON, or a stream of events or lines of it; of anything else there are no texts.
  init(_ body: [UInt8]) {
    if let whole = try? JSONReader.parse(body) {
      // An array is a stream too: each element is an event.
      for event in whole.elements ?? [whole] { add(event, at: "") }
      return
    }
    for line in body.split(whereSeparator: { $0 == Byte.lineFeed || $0 == Byte.carriageReturn }) {
      let data = line.starts(with: "data:".utf8) ? line.dropFirst(5) : line
      if let event = try? JSONReader.parse(Array(data)) { add(event, at: "") }
    }
  }

  private mutating func add(_ value: JSONValue, at place: String) {
    switch value {
    case .string(let text): joined[place, default: []] += text.utf8
    case .array(let elements): for (index, element) in elements.enumerated() { add(element, at: "\(place)/\(index)") }
    case .object(let members): for member in members { add(member.value, at: "\(place)/\(member.name)") }
    default: break
    }
  }
}
