import Foundation
import LLMCore
import Testing

@testable import LLMStore

struct FileTests {
  @Test("Making a ledger touches nothing")
  func lazy() async throws {
    let scratch = try Scratch()
    _ = scratch.ledger()
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == [])
  }

  @Test("Folders are made for their owner only, and so are files, whatever the umask")
  func modes() async throws {
    let scratch = try Scratch()
    let path = scratch.folder + "/home/.local/share/llmctl/llmctl.db"
    _ = try await scratch.ledger(at: path).open(.asking())
    for folder in ["/home", "/home/.local", "/home/.local/share", "/home/.local/share/llmctl"] {
      #expect(try scratch.mode(scratch.folder + folder) == "700")
    }
    for suffix in ["", "-wal", "-shm", ".lock"] { #expect(try scratch.mode(path + suffix) == "600", "\(suffix)") }
  }

  @Test("Modes that have become too wide are tightened at the next opening")
  func tightening() async throws {
    let scratch = try Scratch()
    _ = try await scratch.ledger().open(.asking())
    for suffix in ["", "-wal", "-shm"] { #expect(chmod(scratch.path + suffix, 0o666) == 0) }
    #expect(chmod(scratch.folder + "/data", 0o755) == 0)
    _ = try await scratch.ledger().recent(limit: 1)
    for suffix in ["", "-wal", "-shm"] { #expect(try scratch.mode(scratch.path + suffix) == "600", "\(suffix)") }
    #expect(try scratch.mode(scratch.folder + "/data") == "700")
  }

  @Test("A folder that everybody may write to keeps its mode")
  func sharedFolder() async throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.folder + "/data", withIntermediateDirectories: false)
    #expect(chmod(scratch.folder + "/data", 0o1777) == 0)
    _ = try await scratch.ledger().open(.asking())
    #expect(try scratch.mode(scratch.folder + "/data") == "1777")
    #expect(try scratch.mode(scratch.path) == "600")
  }

  @Test("The log outlives the ledger, and the next one reads it")
  func logStays() async throws {
    let scratch = try Scratch()
    for _ in 0..<3 { _ = try await scratch.ledger().open(.asking()) }
    #expect(try !scratch.bytes(scratch.path + "-wal").isEmpty)
    #expect(try await scratch.ledger().recent(limit: 9).count == 3)
  }

  @Test("A log that has grown long is emptied when a call is closed, unless somebody reads")
  func longLog() async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger()
    let id = try await ledger.open(.asking(Scratch.prose(1_500_000, seed: 1)))
    #expect(try scratch.bytes(scratch.path + "-wal").count > 800_000)
    let reader = try Connection.open(LedgerFile(path: scratch.path), patience: .zero)
    let other = try await ledger.open(.asking())
    let closing = LedgerFile(path: scratch.path)
    try reader.read { db in
      _ = try BoundStatement("SELECT id FROM call").rows(db) { columns in try columns.text() }
      let writer = try Connection.open(closing, patience: .seconds(5))
      try writer.write { db in try ConversationTable.begin("later", at: scratch.clock.now(), in: db) }
      try writer.shortenLog(of: closing)
    }
    #expect(try scratch.bytes(scratch.path + "-wal").count > 800_000)
    // Its own words go into the index then; the next call finds that log.
    try await ledger.close(id, .answered("short"))
    try await ledger.close(other, .answered("short"))
    #expect(try scratch.bytes(scratch.path + "-wal").count < 100_000)
    #expect(try await scratch.ledger().recent(limit: 9).count == 2)
  }

  @Test("A mode is never widened: a file made read-only stays so")
  func readOnlyFile() async throws {
    let scratch = try Scratch()
    _ = try await scratch.ledger().open(.asking())
    #expect(chmod(scratch.path, 0o444) == 0)
    _ = try await scratch.ledger().recent(limit: 1)
    #expect(try scratch.mode(scratch.path) == "400")
  }

  /// What may stand in the way, and the phrase it is reported with.
  enum Obstacle: CaseIterable {
    case fileAsFolder, folderAsFile, link, danglingLink, linkedLog, pipe, circle, kernelFolder

    var phrase: String {
      switch self {
      case .fileAsFolder: "a part of its path is not a folder"
      case .folderAsFile: "a folder stands in its place"
      case .link, .danglingLink, .linkedLog: "a symbolic link stands in its place"
      case .pipe: "something that is not a file stands in its place"
      case .circle: "its path goes in circles"
      case .kernelFolder: "its folder does not exist and cannot be made"
      }
    }

    /// Puts it in the way, and returns where the ledger shall be.
    func place(in scratch: Scratch) throws -> String {
      let files = FileManager.default
      try files.createDirectory(atPath: scratch.folder + "/data", withIntermediateDirectories: false)
      switch self {
      case .fileAsFolder:
        try scratch.write([1], to: scratch.folder + "/file")
        return scratch.folder + "/file/llmctl/llmctl.db"
      case .folderAsFile: try files.createDirectory(atPath: scratch.path, withIntermediateDirectories: false)
      case .link:
        try scratch.write([], to: scratch.folder + "/elsewhere")
        try files.createSymbolicLink(atPath: scratch.path, withDestinationPath: scratch.folder + "/elsewhere")
      case .danglingLink:
        try files.createSymbolicLink(atPath: scratch.path, withDestinationPath: scratch.folder + "/nowhere")
      case .linkedLog:
        try scratch.write([], to: scratch.path)
        try files.createSymbolicLink(atPath: scratch.path + "-wal", withDestinationPath: scratch.folder + "/nowhere")
      case .pipe: try #require(mkfifo(scratch.path, 0o600) == 0)
      case .circle:
        try files.createSymbolicLink(atPath: scratch.folder + "/loop", withDestinationPath: "loop")
        return scratch.folder + "/loop/llmctl.db"
      case .kernelFolder: return "/proc/llmctl/llmctl.db"
      }
      return scratch.path
    }
  }

  @Test("What stands in the way is named and left alone", arguments: Obstacle.allCases)
  func obstacles(obstacle: Obstacle) async throws {
    let scratch = try Scratch()
    let ledger = scratch.ledger(at: try obstacle.place(in: scratch))
    await #expect(throws: LedgerError.unavailable(obstacle.phrase)) { try await ledger.open(.asking()) }
    #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/nowhere"))
    #expect(scratch.notices.all == [])
  }

  @Test("A ledger that could not be opened is tried again")
  func secondTry() async throws {
    let scratch = try Scratch()
    try scratch.write([1], to: scratch.folder + "/blocked")
    let ledger = scratch.ledger(at: scratch.folder + "/blocked/llmctl.db")
    await #expect(throws: LedgerError.self) { try await ledger.open(.asking()) }
    try FileManager.default.removeItem(atPath: scratch.folder + "/blocked")
    _ = try await ledger.open(.asking())
    #expect(try await ledger.recent(limit: 9).count == 1)
  }
}
