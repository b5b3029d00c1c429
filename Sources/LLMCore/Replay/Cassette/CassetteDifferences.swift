/// In what a request differs from a recorded one: the first things, and how many more there are.
package struct CassetteDifferences: Sendable, Equatable {
  /// How many are told; the first ones tell the most.
  private static let limit = 8

  /// Address first, then the body in its order.
  package private(set) var first: [CassetteDifference] = []
  /// How many are not among them.
  package private(set) var more = 0

  package init() {}

  /// All differences.
  package init(from recorded: CassetteRequest, to sent: CassetteRequest) {
    for (place, recorded, sent) in [
      ("route", recorded.route, sent.route), ("method", recorded.method, sent.method),
      ("path", recorded.path, sent.path),
    ] where recorded != sent {
      add {
        let (left, right) = CassetteDifference.excerpts(recorded, sent)
        return CassetteDifference(place, recorded: left, sent: right)
      }
    }
    addBodies(recorded.body, sent.body)
  }

  /// Only those that are told are put into words.
  private mutating func add(_ difference: () -> CassetteDifference) {
    if first.count < Self.limit { first.append(difference()) } else { more += 1 }
  }

  // MARK: Bodies

  private mutating func addBodies(_ recorded: CassetteBody, _ sent: CassetteBody) {
    switch (recorded, sent) {
    case (.json(let recorded, _), .json(let sent, _)): addValues(recorded, sent, "body")
    case _ where recorded.bytes == sent.bytes: break
    case (.text(let recorded), .text(let sent)):
      let (left, right) = CassetteDifference.excerpts(recorded, sent)
      let shared = CassetteDifference.sharedStart(recorded, sent)
      let line = recorded.utf8.prefix(shared).count { $0 == Byte.lineFeed } + 1
      add { CassetteDifference("body, line \(line)", recorded: left, sent: right) }
    case (.binary, .binary):
      let (left, right) = (recorded.bytes, sent.bytes)
      let first = zip(left, right).prefix { $0 == $1 }.count
      add {
        CassetteDifference(
          "body, byte \(first + 1)", recorded: "one of \(left.count) bytes", sent: "one of \(right.count) bytes")
      }
    default: add { CassetteDifference("body", recorded: Self.kind(recorded), sent: Self.kind(sent)) }
    }
  }

  private static func kind(_ body: CassetteBody) -> String? {
    switch body {
    case .none: nil
    case .json: "JSON"
    case .text(let text): CassetteDifference.shortened(text)
    case .binary(let bytes): "\(bytes.count) bytes"
    }
  }

  // MARK: Values

  private mutating func addValues(_ recorded: JSONValue, _ sent: JSONValue, _ place: String) {
    switch (recorded, sent) {
    case (.object, .object): addMembers(recorded.distinctMembers, sent.distinctMembers, place)
    case (.array(let left), .array(let right)):
      for index in 0..<max(left.count, right.count) {
        addPair(
          index < left.count ? left[index] : nil, index < right.count ? right[index] : nil, "\(place)[\(index)]")
      }
    case (.string(let left), .string(let right)):
      guard !left.utf8.elementsEqual(right.utf8) else { return }
      add {
        let (left, right) = CassetteDifference.excerpts(left, right)
        return CassetteDifference(place, recorded: left, sent: right)
      }
    default:
      guard !recorded.means(sent) else { return }
      add {
        CassetteDifference(
          place, recorded: CassetteDifference.shown(recorded), sent: CassetteDifference.shown(sent))
      }
    }
  }

  private mutating func addMembers(_ recorded: [JSONMember], _ sent: [JSONMember], _ place: String) {
    var places: [[UInt8]: Int] = [:]
    for (index, member) in sent.enumerated() { places[Array(member.name.utf8)] = index }
    for member in recorded {
      let other = places.removeValue(forKey: Array(member.name.utf8)).map { sent[$0].value }
      addPair(member.value, other, place + Self.step(member.name))
    }
    for index in places.values.sorted() { addPair(nil, sent[index].value, place + Self.step(sent[index].name)) }
  }

  private mutating func addPair(_ recorded: JSONValue?, _ sent: JSONValue?, _ place: String) {
    if let recorded, let sent { return addValues(recorded, sent, place) }
    add {
      CassetteDifference(
        place, recorded: recorded.map(CassetteDifference.shown), sent: sent.map(CassetteDifference.shown))
    }
  }

  /// A member's name behind a place; in brackets where a dot would not do.
  private static func step(_ name: String) -> String {
    let isWord = !name.isEmpty && name.utf8.allSatisfy { Byte.isWord($0) || $0 == Byte.minus }
    return isWord ? ".\(name)" : "[\(JSONWriter.text(of: .string(name)))]"
  }
}
