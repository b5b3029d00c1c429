import LLMCore
import Testing

@Suite struct PortValueTests {
  @Test func `an empty variable is an unset one`() {
    let environment = Environment(["A": "1", "B": ""])
    #expect(environment["A"] == "1")
    #expect(environment["B"] == nil)
    #expect(environment["C"] == nil)
  }

  @Test func `the first header of a name counts`() {
    let reply = HTTPReply(status: 200, headers: [HTTPHeader("a", "1"), HTTPHeader("a", "2")]) { nil }
    #expect(reply.header("a") == "1")
    #expect(reply.header("b") == nil)
  }

  @Test func `failures of files and of the ledger read well`() {
    let phrases = [FileError.notFound, .notPermitted, .isDirectory, .tooLarge(limit: 5 << 20), .failed("odd")].map(
      \.phrase)
    #expect(phrases == ["no such file", "permission denied", "is a directory", "larger than 5 MiB", "odd"])
    let errors: [LedgerError] = [
      .newerSchema(found: 9, known: 2), .setAside(as: "old.db"), .unavailable("disk full"), .ambiguous("01"),
    ]
    for (error, word) in zip(errors, ["schema 9", "old.db", "disk full", "'01'"]) {
      #expect(error.sentence.contains(word))
      #expect(!error.sentence.hasSuffix("."))
    }
  }
}
