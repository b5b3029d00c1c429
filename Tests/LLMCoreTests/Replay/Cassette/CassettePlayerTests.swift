import LLMCore
import Testing

/// Which recorded call answers a request.
@Suite struct CassettePlayerTests {
  private static func request(
    _ body: String, route: String = "openai", method: String = "POST", path: String = "/v1/chat/completions"
  ) -> CassetteRequest {
    CassetteRequest(route: route, method: method, path: path, body: CassetteBody(request: Array(body.utf8)))
  }

  private static func calls(_ requests: CassetteRequest...) -> [CassetteCall] {
    requests.enumerated().map { CassetteCall(request: $1, reply: CassetteReply(status: 200 + $0)) }
  }

  private static let first = request(#"{"model":"m","messages":[{"role":"user","content":"one"}]}"#)
  private static let second = request(#"{"model":"m","messages":[{"role":"user","content":"two"}]}"#)

  @Test func `requests find their calls in any order`() {
    var player = CassettePlayer(Self.calls(Self.first, Self.second))
    #expect(player.play(Self.second) == .call(1))
    #expect(player.unplayed == [0])
    #expect(player.play(Self.first) == .call(0))
    #expect(player.unplayed == [])
  }

  @Test func `equal requests are answered in the recorded order, and no more often`() {
    var player = CassettePlayer(Self.calls(Self.first, Self.second, Self.first))
    #expect(player.play(Self.first) == .call(0))
    #expect(player.play(Self.first) == .call(2))
    #expect(
      player.play(Self.first) == .miss(CassetteMiss(request: Self.first, reason: .exhausted(times: 2), nearest: 2)))
    #expect(player.unplayed == [1])
  }

  @Test func `with repeats the last one goes on answering`() {
    var player = CassettePlayer(Self.calls(Self.first, Self.first), repeats: true)
    #expect((0..<4).map { _ in player.play(Self.first) } == [.call(0), .call(1), .call(1), .call(1)])
  }

  @Test func `JSON is compared by what it says`() {
    var player = CassettePlayer(Self.calls(Self.request(#"{"a":{"x":1,"y":[1,2]},"b":null}"#)))
    #expect(player.play(Self.request(#"{ "b": null, "a": {"y": [1, 2], "x": 1} }"#)) == .call(0))
    for other in [
      #"{"a":{"x":1,"y":[2,1]},"b":null}"#, #"{"a":{"x":"1","y":[1,2]},"b":null}"#, #"{"a":{"x":1,"y":[1,2]}}"#,
    ] {
      var player = CassettePlayer(Self.calls(Self.request(#"{"a":{"x":1,"y":[1,2]},"b":null}"#)))
      guard case .miss = player.play(Self.request(other)) else {
        Issue.record("\(other)")
        continue
      }
    }
  }

  @Test(arguments: [
    request(#"{"a":1}"#, route: "azure"), request(#"{"a":1}"#, method: "PUT"),
    request(#"{"a":1}"#, path: "/v1/responses"),
    request("a=1"), request(""),
  ])
  func `everything but headers has to be the same`(other: CassetteRequest) {
    var player = CassettePlayer(Self.calls(Self.request(#"{"a":1}"#)))
    guard case .miss(let miss) = player.play(other) else {
      Issue.record("played")
      return
    }
    let explained = CassetteLikeness([Self.request(#"{"a":1}"#)]).explained(miss)
    #expect(explained.nearest == 0)
    #expect(!explained.differences.first.isEmpty)
  }

  @Test func `headers do not count`() {
    var other = Self.first
    other.headers = [HTTPHeader("anthropic-beta", "x")]
    var player = CassettePlayer(Self.calls(Self.first))
    #expect(player.play(other) == .call(0))
  }

  @Test func `in order, what is asked does not count, and where it is asked does`() {
    var player = CassettePlayer(Self.calls(Self.first, Self.second), matching: .order)
    #expect(player.play(Self.second) == .call(0))
    let elsewhere = Self.request("{}", path: "/v1/models")
    guard case .miss(let miss) = player.play(elsewhere) else {
      Issue.record("played")
      return
    }
    #expect(miss.nearest == 1)
    let differences = CassetteLikeness([Self.first, Self.second]).explained(miss).differences
    #expect(differences.first.first?.place == "path")
    #expect(player.play(Self.first) == .call(1))
    #expect(player.play(Self.first) == .miss(CassetteMiss(request: Self.first, reason: .exhausted(times: 2))))
  }

  @Test func `an empty cassette answers nothing`() {
    var player = CassettePlayer([])
    #expect(player.play(Self.first) == .miss(CassetteMiss(request: Self.first, reason: .unknown)))
  }

  // MARK: The nearest and the difference

  private static func miss(_ request: CassetteRequest, _ recorded: CassetteRequest...) -> CassetteMiss? {
    var player = CassettePlayer(recorded.map { CassetteCall(request: $0, reply: CassetteReply(status: 200)) })
    guard case .miss(let miss) = player.play(request) else { return nil }
    return CassetteLikeness(recorded).explained(miss)
  }

  @Test func `the nearest is the one that shares the most`() throws {
    let changed = Self.request(#"{"model":"m","messages":[{"role":"user","content":"two and a half"}]}"#)
    let other = Self.request(#"{"input":"two and a half"}"#, path: "/v1/responses")
    #expect(try #require(Self.miss(changed, other, Self.first, Self.second)).nearest == 2)
    #expect(try #require(Self.miss(Self.request("{}", path: "/v1/responses"), Self.first, other)).nearest == 1)
  }

  @Test(
    arguments: [
      (#"{"a":"hello world"}"#, #"{"a":"hello World"}"#, #"body.a: recorded "hello world", sent "hello World""#),
      (#"{"a":1}"#, #"{"a":2}"#, "body.a: recorded 1, sent 2"),
      (#"{"a":1}"#, #"{"a":"1"}"#, #"body.a: recorded 1, sent "1""#),
      (#"{"a":1,"b":2}"#, #"{"a":1}"#, "body.b: recorded 2, not sent"),
      (#"{"a":1}"#, #"{"a":1,"b":{"c":[]}}"#, #"body.b: not recorded, sent {"c":[]}"#),
      (#"{"m":[{"c":"x"},{"c":"y"}]}"#, #"{"m":[{"c":"x"},{"c":"z"}]}"#, #"body.m[1].c: recorded "y", sent "z""#),
      (#"{"m":[1]}"#, #"{"m":[1,2]}"#, "body.m[1]: not recorded, sent 2"),
      (#"{"a b":1}"#, #"{"a b":2}"#, #"body["a b"]: recorded 1, sent 2"#),
      ("one\ntwo\n", "one\ntvo\n", #"body, line 2: recorded "one\ntwo\n", sent "one\ntvo\n""#),
      ("", #"{"a":1}"#, "body: not recorded, sent JSON"),
    ])
  func `a difference has a place and both values`(recorded: String, sent: String, line: String) throws {
    let miss = try #require(Self.miss(Self.request(sent), Self.request(recorded)))
    #expect(miss.differences.first.map(\.line) == [line])
  }

  @Test func `numbers count by their value, and of members with one name the last`() {
    var player = CassettePlayer(Self.calls(Self.request(#"{"a":1.0,"b":1,"b":2}"#)))
    #expect(player.play(Self.request(#"{"b":3,"b":2,"a":1}"#)) == .call(0))
    #expect(
      Self.miss(Self.request(#"{"b":2,"b":3,"a":1}"#), Self.request(#"{"a":1.0,"b":1,"b":2}"#))?.differences.first
        .map(\.line) == ["body.b: recorded 2, sent 3"])
  }

  @Test func `texts that only look the same differ`() throws {
    let miss = try #require(Self.miss(Self.request("{\"a\":\"e\u{301}\"}"), Self.request("{\"a\":\"é\"}")))
    #expect(miss.differences.first.map(\.place) == ["body.a"])
  }

  @Test func `of very many differences some are told and the others counted, in good time`() throws {
    func wide(_ value: Int) -> CassetteRequest {
      Self.request("{" + (0..<40_000).map { "\"n\($0)\":\(value)" }.joined(separator: ",") + "}")
    }
    let started = ContinuousClock.now
    let differences = try #require(Self.miss(wide(2), wide(1))).differences
    #expect((differences.first.count, differences.more) == (8, 39_992))
    #expect(ContinuousClock.now - started < .seconds(60))
  }

  @Test func `of long texts the surroundings of the difference are shown`() throws {
    let words = String(repeating: "abcdefghij", count: 100)
    let miss = try #require(
      Self.miss(Self.request(#"{"a":"\#(words)X\#(words)"}"#), Self.request(#"{"a":"\#(words)Y\#(words)"}"#)))
    let line = try #require(miss.differences.first.first?.line)
    #expect(line.count < 200)
    #expect(line.contains("abcdefghijYabc") && line.contains("abcdefghijXabc"))
  }
}
