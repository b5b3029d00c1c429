import Foundation
import Glibc
import LLMCore
import LLMTestKit
import Testing

@testable import LLMStore

/// The shared state as a file.
struct StateFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private var path: String { folder.path("state/llmctl/state.json") }

  private func append(_ byte: UInt8, to file: StateFile) async throws -> Int {
    try await file.update { record in
      record.append(byte)
      return record.count
    }
  }

  @Test func `what one writes another reads, and the folder is for the owner alone`() async throws {
    #expect(try await append(1, to: StateFile(path: path)) == 1)
    #expect(try await append(2, to: StateFile(path: path)) == 2)
    #expect(try StateFile(path: path).look() == [1, 2])
    #expect(folder.mode("state/llmctl") == 0o700)
    #expect(folder.mode("state/llmctl/state.json") == 0o600)
    #expect(chmod(folder.path("state/llmctl"), 0o755) == 0)
    #expect(try await append(3, to: StateFile(path: path)) == 3)
    #expect(folder.mode("state/llmctl") == 0o700)
  }

  @Test func `nobody loses a change to another one`() async throws {
    let path = path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<16 {
        group.addTask {
          let file = StateFile(path: path, patience: .seconds(60))
          for _ in 0..<25 { _ = try await file.update { $0.append(UInt8(worker)) } }
        }
      }
      try await group.waitForAll()
    }
    let record = try StateFile(path: path).look()
    for worker in 0..<16 { #expect(record.count { $0 == UInt8(worker) } == 25) }
  }

  @Test func `a holder that does not let go is not waited for in vain`() async throws {
    _ = try await append(1, to: StateFile(path: path))
    let holder = open(folder.path("state/llmctl"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    #expect(flock(holder, LOCK_EX) == 0)
    let file = StateFile(path: path, patience: .milliseconds(100))
    await #expect(throws: SharedStateError("another process kept it locked for too long")) {
      try await append(2, to: file)
    }
    close(holder)
    // Once lost it is not asked again: the next call would wait as long.
    await #expect(throws: SharedStateError.self) { try await append(3, to: file) }
    #expect(try await append(4, to: StateFile(path: path)) == 2)
  }

  @Test func `what is no file is refused and left alone`() async throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    await #expect(throws: SharedStateError.self) { try await append(1, to: StateFile(path: path)) }
    await #expect(throws: SharedStateError.self) {
      try await append(1, to: StateFile(path: "/proc/nowhere/state.json"))
    }
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "/etc/passwd")
    await #expect(throws: SharedStateError.self) { try await append(1, to: StateFile(path: folder.path("link"))) }
  }

  @Test func `a record that becomes shorter has nothing of the old one behind it`() async throws {
    let file = StateFile(path: path)
    for record in [#"{"long":"record"}"#, "{}", "[1,2,3]", "", "{}"] {
      try await file.update { $0 = Array(record.utf8) }
      let found = String(decoding: try file.look(), as: UTF8.self)
      #expect(found.hasPrefix(record))
      #expect(found.dropFirst(record.count).allSatisfy { $0 == "\n" })
    }
    #expect(folder.contents().filter { $0.hasSuffix(".new") } == [])
  }

  @Test func `a file that is far too large is a new one`() async throws {
    try folder.write("state/llmctl/state.json", [UInt8](repeating: 0x20, count: 9 << 20))
    #expect(try await append(1, to: StateFile(path: path)) == 1)
    #expect(try StateFile(path: path).look() == [1])
  }

  @Test func `a file that is deleted begins anew`() async throws {
    let file = StateFile(path: path)
    _ = try await append(1, to: file)
    unlink(path)
    #expect(try file.look() == [])
    #expect(try await append(2, to: file) == 1)
  }
}
