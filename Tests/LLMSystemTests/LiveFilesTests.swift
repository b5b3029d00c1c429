import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// The real file system, in a scratch folder.
@Suite struct LiveFilesTests {
  private let folder: ScratchFolder
  private let files = LiveFiles()

  init() throws { folder = try ScratchFolder() }

  @Test func `a file is read whole`() throws {
    let content = [UInt8](repeating: 7, count: 700_000)
    let path = try folder.write("big", content)
    #expect(try files.read(path, limit: 1 << 20) == content)
  }

  @Test func `the limit is exact`() throws {
    let path = try folder.write("ten", "0123456789")
    #expect(try files.read(path, limit: 10).count == 10)
    #expect(throws: FileError.tooLarge(limit: 9)) { try files.read(path, limit: 9) }
  }

  @Test func `what cannot be read says why`() throws {
    #expect(throws: FileError.notFound) { try files.read(folder.path("none"), limit: 1) }
    #expect(throws: FileError.isDirectory) { try files.read(folder.path, limit: 1) }
    let path = try folder.write("plain", "x")
    #expect(throws: FileError.notFound) { try files.read(path + "/below", limit: 1) }
  }

  @Test func `an endless file stops at the limit`() {
    #expect(throws: FileError.tooLarge(limit: 1 << 20)) { try files.read("/dev/zero", limit: 1 << 20) }
  }

  @Test func `kinds are told apart through links`() throws {
    let path = try folder.write("plain", "x")
    #expect(symlink(path, folder.path("link")) == 0)
    #expect(symlink(folder.path("gone"), folder.path("dangling")) == 0)
    #expect(files.kind(of: path) == .regular)
    #expect(files.kind(of: folder.path("link")) == .regular)
    #expect(files.kind(of: folder.path) == .directory)
    #expect(files.kind(of: "/dev/null") == .other)
    #expect(files.kind(of: folder.path("dangling")) == nil)
  }

  @Test func `patterns match sorted, and a name with brackets is itself`() throws {
    for name in ["b.txt", "a.txt", "c.md", "weird [1].txt"] { _ = try folder.write(name, "x") }
    #expect(files.matches(of: folder.path("[ab].txt")) == [folder.path("a.txt"), folder.path("b.txt")])
    #expect(files.matches(of: folder.path("*.nothing")).isEmpty)
    #expect(files.kind(of: folder.path("weird [1].txt")) == .regular)
  }
}

/// Processes are told apart by more than their number.
@Suite struct LiveProcessTests {
  @Test func `this process is alive, another start of it is not`() {
    let current = LiveProcess.current()
    #expect(current.pid == getpid())
    #expect(LiveProcess.isAlive(current))
    #expect(!LiveProcess.isAlive(ProcessIdentity(pid: current.pid, start: "1@" + current.start)))
    #expect(!LiveProcess.isAlive(ProcessIdentity(pid: 0x3FFF_FFFF, start: current.start)))
  }
}

/// The clocks only go forward.
@Suite struct LiveTimeTests {
  @Test func `a sleep ends at its deadline, not before`() async throws {
    let time = LiveTime()
    let deadline = time.monotonic() + .milliseconds(20)
    try await time.sleep(until: deadline)
    #expect(time.monotonic() >= deadline)
  }

  @Test func `a cancelled sleep throws`() async {
    let sleeper = Task { try await LiveTime().sleep(until: LiveTime().monotonic() + .seconds(60)) }
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
  }
}
