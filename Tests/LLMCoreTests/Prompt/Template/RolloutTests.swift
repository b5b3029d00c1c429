import LLMCore
import Testing

@Suite struct RolloutTests {
  private typealias Share = RolloutEntry.Share

  private static func rollout(using numbers: Int...) -> Rollout {
    var rollout = Rollout()
    for number in numbers { rollout.use(RolloutEntry([Share(number)]), "t", "production", numbers: numbers) }
    return rollout
  }

  private static func back(_ rollout: inout Rollout, _ numbers: [Int] = [1, 2, 3, 4]) -> String? {
    rollout.rollBack("t", "production", numbers: numbers, moment: "now")?.words
  }

  @Test func `the last use counts, and everything before it is kept`() {
    let rollout = Self.rollout(using: 1, 2, 3)
    #expect(rollout.entry("t", "production")?.words == "v3")
    #expect(rollout.tracks[0].entries.map(\.words) == ["v3", "v1", "v2", "v3"])
    #expect(rollout.tracks[0].entries.first?.cause == .found)
    #expect(rollout.entry("t", "staging") == nil)
    #expect(rollout.entry("u", "production") == nil)
  }

  @Test func `going back can be repeated, and what was gone back from does not count`() {
    var rollout = Rollout()
    for number in [1, 2, 4] { rollout.use(RolloutEntry([Share(number)]), "t", "production", numbers: []) }
    #expect(Self.back(&rollout) == "v2")
    #expect(Self.back(&rollout) == "v1")
    #expect(Self.back(&rollout) == nil)
    rollout.use(RolloutEntry([Share(3)]), "t", "production", numbers: [])
    #expect(Self.back(&rollout) == "v1")
    #expect(rollout.tracks[0].entries.map(\.words) == ["v1", "v2", "v4", "v2", "v1", "v3", "v1"])
  }

  @Test func `where nobody said anything, the version below the newest was in use before`() {
    var rollout = Rollout()
    #expect(Self.back(&rollout, [1, 2, 5]) == "v2")
    #expect(Self.back(&rollout, [1, 2, 5]) == "v1")
    #expect(Self.back(&rollout, [1, 2, 5]) == nil)
    var only = Rollout()
    #expect(Self.back(&only, [1]) == nil)
    #expect(only == Rollout())
    var other = Rollout()
    #expect(other.rollBack("t", "staging", numbers: [1, 2], moment: "") == nil)
  }

  @Test func `a first use goes back to what was the newest then`() {
    var rollout = Rollout()
    rollout.use(RolloutEntry([Share(1)]), "t", "production", numbers: [1, 2])
    #expect(Self.back(&rollout) == "v2")
  }

  @Test func `a percentage leaves the rest to the one in use`() throws {
    var rollout = Self.rollout(using: 3)
    let entry = try rollout.entry(giving: 10, to: 4, of: "t", "production", numbers: [3, 4])
    #expect(entry.words == "v4 10 %, v3 90 %")
    rollout.use(entry, "t", "production", numbers: [3, 4])
    #expect(try rollout.entry(giving: 60, to: 4, of: "t", "production", numbers: [3, 4]).words == "v4 60 %, v3 40 %")
    #expect(try rollout.entry(giving: 100, to: 4, of: "t", "production", numbers: [3, 4]).words == "v4")
    #expect(throws: LLMError.self) { try rollout.entry(giving: 10, to: 5, of: "t", "production", numbers: [5]) }
    #expect(throws: LLMError.self) {
      try Self.rollout(using: 3).entry(giving: 10, to: 3, of: "t", "production", numbers: [3])
    }
  }

  @Test func `the newest version is tried beside the one that was there before it, and gone back from`() throws {
    var rollout = Rollout()
    let entry = try rollout.entry(giving: 10, to: 2, of: "t", "production", numbers: [1, 2])
    #expect(entry.words == "v2 10 %, v1 90 %")
    rollout.use(entry, "t", "production", numbers: [1, 2])
    #expect(Self.back(&rollout, [1, 2]) == "v1")
  }

  @Test func `what cannot be shared out is told with versions that there are`() {
    let only = #expect(throws: LLMError.self) {
      try Rollout().entry(giving: 10, to: 2, of: "t", "production", numbers: [2])
    }
    #expect(only?.advice == "There is no other version; 'llmctl prompts edit t' makes one")
    let unused = #expect(throws: LLMError.self) {
      try Rollout().entry(giving: 50, to: 2, of: "t", "staging", numbers: [1, 2, 4])
    }
    #expect(unused?.message == "nobody has said yet what 'staging' of 't' stands for")
    #expect(unused?.advice?.hasSuffix("--split v2=50,v1=50") == true)
  }

  @Test func `nobody changes sides while a share grows`() {
    let hashes = (0..<65_536).map { UInt32($0) << 16 }
    for others in [[Share(3)], [Share(3), Share(2, percent: 30)]] {
      var before: Set<UInt32> = []
      for percent in [1, 5, 10, 33, 50] {
        var shares = others
        shares[0].percent = 100 - percent - shares.dropFirst().reduce(0) { $0 + $1.percent }
        let entry = RolloutEntry([Share(4, percent: percent)] + shares)
        #expect(entry.isSound)
        let chosen = Set(hashes.filter { entry.number(for: $0) == 4 })
        #expect(before.isSubset(of: chosen))
        #expect(abs(Double(chosen.count) / Double(hashes.count) - Double(percent) / 100) < 0.001)
        before = chosen
      }
    }
  }

  @Test func `every hash has a version`() {
    let entry = RolloutEntry([Share(1, percent: 34), Share(2, percent: 33), Share(3, percent: 33)])
    #expect([0, UInt32.max].map(entry.number) == [3, 1])
    #expect(!RolloutEntry([Share(1, percent: 50)]).isSound)
    #expect(!RolloutEntry([Share(1, percent: 50), Share(1, percent: 50)]).isSound)
    #expect(!RolloutEntry([]).isSound)
  }

  @Test func `a file is read back as it was written`() throws {
    var rollout = Self.rollout(using: 1, 2)
    var split = RolloutEntry([Share(1, percent: 50), Share(2, percent: 50)], moment: "2026-11-21T00:00:00.000Z")
    split.tag = "customer"
    rollout.use(split, "t", "staging", numbers: [1, 2])
    #expect(try RolloutCodec.decode(RolloutCodec.encode(rollout)) == rollout)
  }

  @Test(arguments: [
    "", "[]", "{", #"{"version":2,"labels":[]}"#, #"{"version":1}"#, #"{"version":1,"labels":[],"more":1}"#,
    #"{"version":1,"labels":[{"name":"../x","label":"production","entries":[]}]}"#,
    #"{"version":1,"labels":[{"name":"t","label":"v1","entries":[{"shares":{"v1":100},"cause":"use"}]}]}"#,
    #"{"version":1,"labels":[{"name":"t","label":"l","entries":[{"shares":{"v1":90},"cause":"use"}]}]}"#,
    #"{"version":1,"labels":[{"name":"t","label":"l","entries":[{"shares":{"v1":100},"cause":"use","before":0}]}]}"#,
    #"{"version":1,"labels":[{"name":"t","label":"l","entries":[{"shares":{"1":100},"cause":"use"}]}]}"#,
    #"{"version":1,"labels":[{"name":"t","label":"l","entries":[{"shares":{"v1":100},"cause":"use","by_tag":7}]}]}"#,
    #"{"version":1,"labels":[{"name":"t","label":"l","entries":[{"shares":{"v1":100},"cause":"use","before":"0"}]}]}"#,
    #"{"version":1,"labels":[{"name":"t","label":"l","entries":[{"shares":{"v1":100},"cause":"use","at":1}]}]}"#,
  ])
  func `a damaged file is not guessed at`(text: String) {
    #expect(throws: RolloutCodec.Mistake.self) { try RolloutCodec.decode(Array(text.utf8)) }
  }
}
