import Glibc
import LLMCore
import LLMTestKit
import Testing

@testable import LLMStore

/// Journals as files.
struct JournalFolderTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private var journals: JournalFolder { JournalFolder(path: folder.path("journals")) }
  private var files: [String] { folder.contents().filter { $0.hasPrefix("journals/") } }

  private func lead(_ flight: String? = nil) throws -> any JournalWriter {
    guard case .leads(let writer) = try journals.begin(flight: flight) else { throw JournalError("somebody leads") }
    return writer
  }

  private func follow(_ flight: String) throws -> any JournalReader {
    guard case .follows(let reader) = try journals.begin(flight: flight) else { throw JournalError("nobody leads") }
    return reader
  }

  @Test func `a finished journal leaves nothing behind`() throws {
    let writer = try lead("f")
    try writer.append([1, 2])
    #expect(files.count == 2)
    #expect(try journals.left().isEmpty)
    writer.close(keeps: false)
    #expect(files == [])
  }

  @Test func `whoever comes second reads what the first one writes`() throws {
    let writer = try lead("f")
    try writer.append([1])
    let readers = [try follow("f"), try follow("f")]
    for reader in readers { #expect(try reader.next() == [1]) }
    try writer.append([2, 3])
    for reader in readers {
      #expect(try reader.next() == [2, 3])
      #expect(try reader.next() == [])
      #expect(!reader.isAbandoned)
    }
    try writer.append([4])
    writer.close(keeps: false)
    // The name is gone, and what was written is still read to its end.
    for reader in readers {
      #expect(reader.isAbandoned)
      #expect(try reader.next() == [4])
    }
    #expect(try { if case .leads = try journals.begin(flight: "f") { true } else { false } }())
  }

  @Test func `other questions are other flights, and some are none`() throws {
    let writers = [try lead("f"), try lead("g"), try lead(), try lead()]
    #expect(files.count == 6)
    for writer in writers { writer.close(keeps: false) }
  }

  @Test func `a journal that nobody closed is left to be found`() throws {
    try { try lead("f").append([7]) }()
    #expect(try journals.left().map(\.bytes) == [[7]])
    // Its flight is free for the next one.
    let next = try lead("f")
    next.close(keeps: false)
    let left = try #require(try journals.left().first)
    journals.remove(left.name)
    #expect(files == [])
    journals.remove("../../etc/passwd")
  }

  @Test func `a folder that cannot be had is a phrase`() {
    #expect(throws: JournalError.self) { try JournalFolder(path: "/proc/nowhere").begin(flight: nil) }
  }
}
