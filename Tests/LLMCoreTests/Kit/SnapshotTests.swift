import LLMTestKit
import Testing

@Suite struct SnapshotTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `compares and names the line`() throws {
    try folder.write("s.txt", "one\ntwo\n")
    let snapshot = Snapshot(at: folder.path("s.txt"), mayRecord: false)
    try snapshot.verify("one\ntwo\n")
    let error = #expect(throws: Snapshot.Mismatch.self) { try snapshot.verify("one\nTWO\n") }
    #expect(error?.description.contains("line 2") == true)
    #expect(throws: Snapshot.Mismatch.self) { try snapshot.verify("one\ntwo") }
  }

  @Test func `records only when it may`() throws {
    #expect(throws: Snapshot.Mismatch.self) {
      try Snapshot(at: folder.path("new/s.txt"), mayRecord: false).verify("x")
    }
    #expect(folder.contents().isEmpty)
    try Snapshot(at: folder.path("new/s.txt"), mayRecord: true).verify("x")
    #expect(folder.contents() == ["new", "new/s.txt"])
    try Snapshot(at: folder.path("new/s.txt"), mayRecord: false).verify("x")
  }
}
