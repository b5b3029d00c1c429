import Glibc
import LLMCore
import LLMTestKit
import Synchronization
import Testing

@testable import LLMTerminal

@Suite struct HistoryFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private final class Warnings: Sendable {
    let texts = Mutex<[String]>([])
  }

  private func history(
    _ session: String, entries: Int = 1000, size: Int = 4 << 20, path: String? = nil, warnings: Warnings = Warnings()
  ) -> HistoryFile {
    HistoryFile(
      path: path ?? folder.path("state/history.jsonl"), session: session, entryLimit: entries, sizeLimit: size,
      time: { 1_767_225_600 }, warn: { text in warnings.texts.withLock { $0.append(text.text) } })
  }

  private static let strange = [
    "two\nlines", #"back\slash \n "quoted""#, "日本 👍🏽 e\u{301} \u{10FFFF}", "tab\tand trailing space ",
    "\"\"\"\nblock\n\"\"\"",
  ]

  @Test func `case 53: entries of two sessions are kept, byte for byte, for this user only`() throws {
    let first = history("1")
    let second = history("2")
    for (index, entry) in Self.strange.enumerated() { (index % 2 == 0 ? first : second).add(entry) }
    #expect(history("3").entries().map { Array($0.utf8) } == Self.strange.map { Array($0.utf8) })
    #expect(folder.mode("state/history.jsonl") == 0o600)
    #expect(folder.mode("state") == 0o700)
  }

  @Test func `what another session entered comes before what this one did`() {
    let mine = history("1")
    mine.add("a")
    history("2").add("b")
    #expect(mine.entries() == ["b", "a"])
    mine.add("c")
    #expect(mine.entries() == ["b", "a", "c"])
    #expect(history("3").entries() == ["a", "b", "c"])
  }

  @Test func `a space before an entry keeps it out, and so does repeating the last`() {
    let mine = history("1")
    for entry in ["a", "a", " secret", "", "b", "a"] { mine.add(entry) }
    #expect(mine.entries() == ["a", "b", "a"])
    #expect(history("2").entries() == ["a", "b", "a"])
  }

  @Test func `only the newest are kept at hand`() {
    let mine = history("1")
    for number in 0..<20 { mine.add("\(number)") }
    #expect(history("2", entries: 3).entries() == ["17", "18", "19"])
  }

  @Test func `nothing is lost when many sessions write at once`() async throws {
    let path = folder.path("state/history.jsonl")
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<8 {
        let mine = history("\(session)", path: path)
        group.addTask { for number in 0..<50 { mine.add("\(session) \(number)") } }
      }
    }
    let entries = history("reader").entries()
    #expect(Set(entries).count == 400)
    for session in 0..<8 {
      #expect(entries.filter { $0.hasPrefix("\(session) ") } == (0..<50).map { "\(session) \($0)" })
    }
  }

  @Test func `a file that grew too large loses its older half, also under a session that writes`() throws {
    let mine = history("1", size: 4000)
    let other = history("2", size: 4000)
    for number in 0..<200 { (number % 2 == 0 ? mine : other).add("entry \(number)") }
    let size = try folder.read("state/history.jsonl").count
    #expect(size <= 4100)
    let kept = history("3").entries()
    #expect(kept.count > 20)
    #expect(kept == ((200 - kept.count)..<200).map { "entry \($0)" })
    #expect(folder.mode("state/history.jsonl") == 0o600)
    #expect(folder.contents() == ["state", "state/history.jsonl"])
  }

  @Test func `damaged lines are skipped with a word, and half a line does not spoil the next`() throws {
    let warnings = Warnings()
    history("1").add("good")
    let good = try folder.read("state/history.jsonl")
    try folder.write("state/history.jsonl", Array("\u{0}\u{1}\n[1]\n".utf8) + good + Array(#"{"time":1,"te"#.utf8))
    let mine = history("2", warnings: warnings)
    #expect(mine.entries() == ["good"])
    mine.add("after")
    #expect(mine.entries() == ["good", "after"])
    #expect(warnings.texts.withLock { $0 } == ["3 damaged lines of \(folder.path)/state/history.jsonl skipped"])
    #expect(history("3").entries() == ["good", "after"])
  }

  @Test func `where the file cannot be written, one warning is all, and editing goes on`() throws {
    let warnings = Warnings()
    try folder.write("state/history.jsonl/in-the-way", "")
    let mine = history("1", warnings: warnings)
    mine.add("a")
    mine.add("b")
    #expect(mine.entries() == ["a", "b"])
    #expect(
      warnings.texts.withLock { $0 } == [
        "what you enter is not kept in \(folder.path)/state/history.jsonl: something that is not a file stands in its place"
      ])
  }

  @Test func `a full disk is such a place`() {
    let warnings = Warnings()
    let mine = history("1", path: "/dev/full", warnings: warnings)
    mine.add("a")
    #expect(mine.entries() == ["a"])
    #expect(warnings.texts.withLock { $0.count } == 1)
  }
}
