import LLMCore
import Testing

@Suite struct SessionExportTests {
  private let conversation = ConversationRecord(
    id: "01ABC", name: "plan", startedAt: Timestamp(milliseconds: 1_700_000_000_000), summary: "we met",
    system: "be brief",
    model: "work/m1",
    turns: [
      ConversationTurn(
        sequence: 1, call: CallID("01ABC"), startedAt: Timestamp(milliseconds: 1_700_000_000_000), system: "be brief",
        prompt: "why?\n\nreally", answer: "# Because\n", verdict: .done, isRunning: false, model: "work/m1"),
      ConversationTurn(
        sequence: 2, call: CallID("01ABD"), startedAt: Timestamp(milliseconds: 1_700_000_001_000), system: nil,
        prompt: "go on", answer: "and", verdict: .cancelled, isRunning: false, model: "work/m1"),
    ])

  @Test func `Markdown quotes the questions and says what was cut`() {
    #expect(
      SessionExport(conversation, system: "be brief").text(.markdown) == """
        # plan

        System:

        > be brief

        What came before, summed up:

        > we met

        > why?
        >
        > really

        # Because

        > go on

        and

        *(cancelled)*

        """)
  }

  @Test func `JSON has every turn`() throws {
    let json = try JSONReader.parse(Array(SessionExport(conversation, system: nil).text(.json).utf8))
    #expect(json["version"]?.integer == 1)
    #expect(json["summary"]?.text == "we met")
    let turns = try #require(json["turns"]?.elements)
    #expect(turns.map { $0["prompt"]?.text } == ["why?\n\nreally", "go on"])
    #expect(turns.map { $0["verdict"]?.text } == ["done", "cancelled"])
  }
}
