import LLMCore
import LLMTestKit
import Testing

/// What journals are made of.
@Suite struct JournalRecordTests {
  private static let records: [JournalRecord] = [
    .call("01ID"), .event(.text(Array("né\n".utf8))), .event(.reasoning([1, 2])), .event(.refusal([0])),
    .event(.toolCall(index: 2, id: "t", name: nil, arguments: "{\"a\":")), .event(.usage(Usage(uncachedInput: 7))),
    .event(.identity(id: nil, model: "m")), .event(.finish(.toolCalls)), .event(.finish(.other("odd"))), .end(nil),
    .end(LLMError(.throttle, "no", advice: "wait", requestID: "r", status: 429)),
  ]

  @Test func `records come back as they went, however they are cut`() throws {
    let bytes = Self.records.flatMap(\.bytes)
    for cut in 0...bytes.count {
      var rest = Array(bytes[..<cut])
      var found = JournalRecord.take(from: &rest)
      rest += bytes[cut...]
      found += JournalRecord.take(from: &rest)
      #expect(found == Self.records, "cut at \(cut)")
      #expect(rest == [])
    }
  }

  @Test(arguments: [[UInt8](repeating: 0xFF, count: 40), [2, 255, 255, 255, 127, 1], [99, 0, 0, 0, 0, 2, 0, 0, 0, 0]])
  func `damage is no trap`(bytes: [UInt8]) {
    var rest = bytes
    #expect(JournalRecord.take(from: &rest).count <= 1)
  }

  @Test func `events of no concern to others take no room`() {
    #expect(JournalRecord.event(.notice("x")).bytes == [])
    #expect(JournalRecord.event(.warning("x")).bytes == [])
  }
}
