import Foundation
import LLMCore
import LLMStore
import LLMTestKit
import Synchronization
import Testing

/// A temporary folder for ledgers, removed when neither the test nor a ledger refers to it any more.
final class Scratch: Sendable {
  let folder: String
  let clock = SettableClock()
  let notices = NoticeBoard()

  static let here = ProcessIdentity(pid: 100, start: "5000-boot")

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    self.folder = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var path: String { folder + "/data/llmctl.db" }

  /// A ledger in this folder, as another process than `here` would make it if `process` says so.
  func ledger(
    at path: String? = nil, process: ProcessIdentity = Scratch.here, patience: Duration = .seconds(5),
    isAlive: @escaping @Sendable (ProcessIdentity) -> Bool = { _ in false }
  ) -> SQLiteLedger {
    SQLiteLedger(
      path: path ?? self.path, time: clock, process: process, isAlive: isAlive,
      notice: { notice in self.notices.pin(notice) }, patience: patience)
  }

  /// Words that repeat nowhere.
  static func prose(_ bytes: Int, seed: UInt64) -> String {
    var random = SeededRandom(seed: seed)
    var text = ""
    while text.utf8.count < bytes {
      text += String(random.next(), radix: 36) + (UInt8.random(in: 0..<8, using: &random) == 0 ? "\n" : " ")
    }
    return text
  }

  /// The permission bits of a file in octal, without its kind.
  func mode(_ path: String) throws -> String {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return String((attributes[.posixPermissions] as? Int) ?? -1, radix: 8)
  }

  /// The names in the data folder, sorted.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder + "/data").sorted() }

  func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

  func write(_ bytes: [UInt8], to path: String) throws {
    try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}

/// A time of day that tests set; it rises by a millisecond with every look unless it is held.
final class SettableClock: TimeSource {
  private let state = Mutex<(milliseconds: Int64, step: Int64)>((1_800_000_000_000, 1))

  func set(_ milliseconds: Int64, step: Int64 = 1) { state.withLock { $0 = (milliseconds, step) } }

  func sinceBoot() -> Duration { monotonic() }
  var bootID: String { "boot-1" }
  func now() -> Timestamp {
    state.withLock { state in
      defer { state.milliseconds += state.step }
      return Timestamp(milliseconds: state.milliseconds)
    }
  }

  func monotonic() -> Duration { .zero }

  func sleep(until deadline: Duration) async throws {}
}

/// What the ledger told its caller besides the results.
final class NoticeBoard: Sendable {
  private let notices = Mutex<[LedgerError]>([])

  var all: [LedgerError] { notices.withLock { $0 } }

  func pin(_ notice: LedgerError) { notices.withLock { $0.append(notice) } }
}

extension CallIntent {
  /// A question about the sky.
  static func asking(
    _ prompt: String? = "why?", in conversation: String? = nil, system: String? = nil, tags: [JSONMember] = []
  ) -> CallIntent {
    CallIntent(
      command: "chat", provider: "openai", modelAsked: "gpt-5", requestBytes: 321, contentHash: "c0ffee", tags: tags,
      conversation: conversation, system: system, prompt: prompt)
  }
}

extension CallOutcome {
  static func answered(_ answer: String?, _ verdict: Verdict = .done) -> CallOutcome {
    CallOutcome(verdict: verdict, exitCode: verdict == .done ? .complete : .partial, totalTime: 1200, answer: answer)
  }
}

extension Ledger {
  /// Asks and answers ("to" and the prompt), in a conversation or a new one; returns its id.
  @discardableResult
  func asking(_ prompts: [String], in conversation: String? = nil) async throws -> String {
    var conversation = conversation
    for prompt in prompts {
      let id = try await open(.asking(prompt, in: conversation))
      try await close(id, .answered("to \(prompt)"))
      conversation = conversation ?? id.text
    }
    return try #require(conversation)
  }
}
