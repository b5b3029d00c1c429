import LLMCore
import Testing

@Suite struct SessionEntryTests {
  @Test(arguments: [
    ("", SessionEntry.empty), ("  \n", .empty), ("hi", .question("hi")), ("two\nlines", .question("two\nlines")),
    ("/exit", .command(.exit, "")), ("/quit", .command(.exit, "")), ("/EXIT ", .command(.exit, "")),
    ("/model  gpt-5 ", .command(.model, "gpt-5")), ("/set a=1 b=2", .command(.set, "a=1 b=2")),
    ("/system two\nlines", .command(.system, "two\nlines")),
    ("//exit", .question("/exit")), (" /exit", .question("/exit")), (" !ls", .question("!ls")),
    ("/etc/hosts is what?", .question("/etc/hosts is what?")),
    ("!ls -l", .shell("ls -l", keeps: false)), ("!! make ", .shell("make", keeps: true)), ("!", .empty), ("!!", .empty),
    ("/exti", .unknown("/exti", nearest: "/exit")), ("/zzzzzz", .unknown("/zzzzzz", nearest: nil)),
    ("/", .unknown("/", nearest: nil)),
  ])
  func `an entry is a question, a command or a line for the shell`(text: String, meant: SessionEntry) {
    #expect(SessionEntry(text) == meant)
  }

  @Test func `every command has a name that reads back as itself`() {
    for command in SlashCommand.allCases {
      #expect(SessionEntry(command.name) == .command(command, ""))
      #expect(!command.summary.isEmpty)
    }
  }
}
