/// Writes the shared state as one line of JSON and reads it back. What cannot be read is an empty state: it is worth less
/// than the call that needs it.
package struct StateCodec: Sendable {
  /// Which start of the machine the clock counts from, and both clocks now.
  package struct Moment: Sendable, Equatable {
    package var boot: String
    package var sinceBoot: Duration
    package var wall: Timestamp

    package init(boot: String, sinceBoot: Duration, wall: Timestamp) {
      self.boot = boot
      self.sinceBoot = sinceBoot
      self.wall = wall
    }

    /// Now.
    package init(_ time: any TimeSource) {
      self.init(boot: time.bootID, sinceBoot: time.sinceBoot(), wall: time.now())
    }
  }

  /// Raised when an older llmctl could not read what a newer one writes.
  package static let version = 1

  /// After this long nothing in the state is of use.
  private static let longestRest = Duration.seconds(400 * 86_400)

  private let moment: Moment

  package init(at moment: Moment) { self.moment = moment }

  /// The state in these bytes, with its moments on the clock of now. Empty where there is none or it is damaged; nil where a
  /// newer llmctl wrote it, which must not be overwritten.
  package func decode(_ bytes: [UInt8]) -> ResilienceState? {
    guard let value = try? JSONReader.parse(bytes), let version = value["version"]?.integer else {
      return ResilienceState()
    }
    guard version <= Self.version else { return nil }
    var state = ResilienceState()
    for member in value["pools"]?.members ?? [] { state.pools[member.name] = PoolState(member.value) }
    for member in value["hosts"]?.members ?? [] { state.breakers[member.name] = Breaker(member.value) }
    for member in value["endpoints"]?.members ?? [] { state.endpoints[member.name] = EndpointMemory(member.value) }
    guard value["boot"]?.text == moment.boot else {
      // The time between the last writing and now is only known by the clock on the wall, which may have been set.
      let wall = value.moment("wall") ?? .zero
      let passed = min(max(.zero, .milliseconds(moment.wall.milliseconds) - wall), Self.longestRest)
      state.shift(by: moment.sinceBoot - (value.moment("at") ?? .zero) - passed)
      state.clamp(at: moment.sinceBoot)
      return state
    }
    state.clamp(at: moment.sinceBoot)
    return state
  }

  /// The bytes of a state.
  package func encode(_ state: ResilienceState) -> [UInt8] {
    var state = state
    state.forget(at: moment.sinceBoot)
    return JSONWriter.bytes(
      of: .object([
        JSONMember("version", .integer(Self.version)), JSONMember("boot", .string(moment.boot)),
        JSONMember("at", .moment(moment.sinceBoot)),
        JSONMember("wall", .moment(.milliseconds(moment.wall.milliseconds))),
        JSONMember("pools", .table(state.pools) { $0.json }), JSONMember("hosts", .table(state.breakers) { $0.json }),
        JSONMember("endpoints", .table(state.endpoints) { $0.json }),
      ])) + [0x0A]
  }
}

extension JSONValue {
  /// Three hundred years; sums of a few such moments stay within what a stored one can be.
  private static let longestMoment = Duration.seconds(10_000_000_000)

  /// A moment in microseconds.
  static func moment(_ duration: Duration) -> JSONValue {
    let (seconds, attoseconds) = min(max(.zero - longestMoment, duration), longestMoment).components
    return .integer(Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000))
  }

  static func optionalMoment(_ duration: Duration?) -> JSONValue { duration.map { .moment($0) } ?? .null }

  /// An object with its names in order, so that the same state is the same bytes.
  fileprivate static func table<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) -> JSONValue {
    .object(values.sorted { $0.key < $1.key }.map { JSONMember($0.key, json($0.value)) })
  }

  /// The moment in a member; a wild one is as good as none.
  func moment(_ name: String) -> Duration? {
    guard let microseconds = self[name]?.integer else { return nil }
    let moment = Duration.microseconds(microseconds)
    return moment >= .zero - Self.longestMoment && moment <= Self.longestMoment ? moment : nil
  }
}
