import Glibc
import LLMCore
import LLMTestKit
import Synchronization
import Testing

@testable import LLMSystem

/// Real folders with names and files of all kinds.
@Suite struct LiveTreeTests {
  private let folder: ScratchFolder
  private let tree = LiveTree()

  init() throws { folder = try ScratchFolder() }

  private func path(_ name: String) -> RawPath { RawPath(folder.path(name)) }

  /// A run of `llmctl tokens --json` on the real files.
  private func run(
    _ paths: [RawPath], limit: Int? = nil
  ) throws -> (code: ExitCode, json: JSONValue?, notes: [String]) {
    let console = RecordingConsole()
    let context = LocalContext(
      environment: Environment([:]), files: LiveFiles(), tree: tree,
      vocabularies: LiveVocabularyFiles(), console: console, time: LiveTime(), workers: LiveWorkers(),
      programs: LivePrograms())
    var invocation = TokensInvocation()
    invocation.paths = paths.map { RawPath.argument($0.bytes) }
    invocation.limit = limit
    invocation.printsJSON = true
    let code = try TokensRun(context: context, reporter: Reporter(console: console)).run(invocation)
    return (code, try? JSONReader.parse(console.output), console.notes)
  }

  @Test func `names are bytes`() throws {
    let names: [[UInt8]] = [[0xFF, 0xFE], Array("with space".utf8), Array("new\nline".utf8), Array("grün".utf8)]
    for name in names { try tree.create(RawPath(folder.path).child(name), Array("hello world".utf8)) }
    #expect(Set(try tree.entries(of: RawPath(folder.path)).map(\.name)) == Set(names))
    for name in names {
      let (code, json, _) = try run([RawPath(folder.path).child(name)])
      #expect(code == .complete)
      #expect(json?["tokens"]?.integer == 2)
    }
    #expect(try run([RawPath(folder.path)]).json?["tokens"]?.integer == 8)
  }

  @Test func `kinds are told apart, and links only followed when asked`() throws {
    try folder.write("file", "x")
    #expect(symlink("file", folder.path("link")) == 0)
    #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
    #expect(mkdir(folder.path("folder"), 0o700) == 0)
    let kinds = Dictionary(
      uniqueKeysWithValues: try tree.entries(of: RawPath(folder.path)).map {
        (String(decoding: $0.name, as: UTF8.self), $0.kind)
      })
    #expect(kinds == ["file": .regular, "link": .link, "fifo": .special, "folder": .folder])
    #expect(try tree.status(of: path("link"), followsLinks: false).kind == .link)
    let target = try tree.status(of: path("link"), followsLinks: true)
    #expect(target.kind == .regular)
    #expect(target.identity == (try tree.status(of: path("file"), followsLinks: false).identity))
    #expect(try tree.resolved(path("link")) == tree.resolved(path("file")))
  }

  @Test func `loops, pipes and dangling links in a folder end`() throws {
    try folder.write("a/b", "hello world")
    #expect(symlink("..", folder.path("a/up")) == 0)
    #expect(symlink("self", folder.path("a/self")) == 0)
    #expect(symlink("gone", folder.path("a/gone")) == 0)
    #expect(symlink("b", folder.path("a/again")) == 0)
    #expect(mkfifo(folder.path("a/fifo"), 0o600) == 0)
    let (code, json, _) = try run([RawPath(folder.path)])
    #expect(code == .complete)
    #expect(json?["tokens"]?.integer == 2)
    let skipped = json?["inputs"]?.elements?.first?["skipped"]
    #expect(skipped?["links"]?.integer == 4)
    #expect(skipped?["special"]?.integer == 1)
  }

  @Test func `a named pipe that is named is waited for`() async throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    let (pipe, tree) = (path("pipe"), tree)
    async let read = OwnThread.run { try tree.open(pipe, waitsForWriter: true).readToEnd(limit: 100) }
    try await OwnThread.run {
      // Opening it for writing waits for the reader.
      let writer = try #require(fopen(folder.path("pipe"), "w"))
      fputs("words", writer)
      fclose(writer)
    }
    #expect(try await read == Array("words".utf8))
    #expect(try tree.open(pipe, waitsForWriter: false).readToEnd(limit: 100) == [])
  }

  @Test func `devices without end stop at the limit`() throws {
    let (code, json, notes) = try run([RawPath("/dev/zero")], limit: 300_000)
    #expect(code == .partial)
    #expect(json?["bytes"]?.integer == 300_000)
    #expect(notes == ["warning: /dev/zero is longer than the limit and was cut"])
  }

  @Test func `files the kernel makes up are read to their end`() throws {
    let (code, json, _) = try run([RawPath("/proc/self/status")])
    #expect(code == .complete)
    #expect((json?["bytes"]?.integer ?? 0) > 100)
  }

  @Test func `a file is never replaced`() throws {
    try folder.write("a", "old")
    #expect(throws: FileError.self) { try tree.create(path("a"), [1]) }
    #expect(throws: FileError.self) { try tree.create(path("a"), [1], isPrivate: true) }
    #expect(try folder.read("a") == Array("old".utf8))
    #expect(symlink("gone", folder.path("link")) == 0)
    #expect(throws: FileError.alreadyExists) { try tree.create(path("link"), [1]) }
    #expect(throws: FileError.notFound) { try tree.create(path("none/b"), [1]) }
    #expect(try tree.entries(of: RawPath(folder.path)).count == 2)
  }

  @Test(.enabled(if: SmallDisk.isPermitted), arguments: [true, false])
  func `a file that does not fit on the disk is not there`(isPrivate: Bool) throws {
    let disk = try SmallDisk(at: folder.path("disk"), kibibytes: 64)
    defer { disk.remove() }
    let content = [UInt8](repeating: 1, count: 256 << 10)
    #expect(throws: FileError.failed("No space left on device")) {
      try tree.create(path("disk/big"), content, isPrivate: isPrivate)
    }
    #expect(throws: FileError.failed("No space left on device")) { try tree.replace(path("disk/big"), content) }
    #expect(try tree.entries(of: path("disk")).isEmpty)
  }

  @Test func `of many who make one file, one does, and nobody sees half of it`() async throws {
    let (file, tree) = (path("one"), tree)
    let made = await withTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          do throws(FileError) {
            try tree.create(file, [UInt8](repeating: UInt8(number), count: 100_000))
            return 1
          } catch { return error == .alreadyExists ? 0 : 100 }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(made == 1)
    let content = try folder.read("one")
    #expect(Set(content).count == 1 && content.count == 100_000)
    #expect(try tree.entries(of: RawPath(folder.path)).count == 1)
  }

  @Test func `a private file is its owner's alone, whole or not there`() throws {
    try tree.create(path("private"), Array("secret".utf8), isPrivate: true)
    var status = stat()
    #expect(stat(folder.path("private"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try folder.read("private") == Array("secret".utf8))
    #expect(throws: FileError.self) { try tree.create(path("none/private"), [1], isPrivate: true) }
  }

  @Test func `a file that was closed to others stays so when it is replaced`() throws {
    try folder.write("closed", "old")
    #expect(chmod(folder.path("closed"), 0o600) == 0)
    try tree.replace(path("closed"), Array("new".utf8))
    var status = stat()
    #expect(stat(folder.path("closed"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try folder.read("closed") == Array("new".utf8))
  }

  @Test func `what is added stands at the end, in a file of its owner's alone`() throws {
    try tree.append(path("new/kept.jsonl"), Array("a\n".utf8))
    try tree.append(path("new/kept.jsonl"), Array("b\n".utf8))
    #expect(try folder.read("new/kept.jsonl") == Array("a\nb\n".utf8))
    for (name, mode) in [("new", mode_t(0o700)), ("new/kept.jsonl", 0o600)] {
      var status = stat()
      #expect(stat(folder.path(name), &status) == 0 && status.st_mode & 0o777 == mode)
    }
    #expect(throws: FileError.self) { try tree.append(path("new"), [1]) }
  }

  @Test func `many files in many folders are all counted, however threads meet`() async throws {
    try await OwnThread.run { try countManyFiles() }
  }

  private func countManyFiles() throws {
    for number in 0..<400 { try folder.write("\(number % 9)/\(number % 13)/\(number)", "hello world") }
    for _ in 0..<5 {
      let (_, json, _) = try run([RawPath(folder.path)])
      #expect(json?["tokens"]?.integer == 800)
      #expect(json?["inputs"]?.elements?.first?["files"]?.elements?.count == 400)
    }
  }
}

/// Threads that share a pile of jobs.
@Suite struct LiveWorkersTests {
  private final class Tally: Sendable {
    private let numbers = Mutex<[Int]>([])
    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
    var all: [Int] { numbers.withLock { $0.sorted() } }
  }

  private struct Share: UrgentJob {
    var number: Int
    var urgency = 0
  }

  @Test func `every job is done once, also those that jobs add`() {
    for _ in 0..<200 {
      let tally = Tally()
      LiveWorkers().workOff([Share(number: 64)]) { pile in
        while let job = pile.next() {
          let number = job.number
          tally.add(number)
          if number > 1 {
            pile.add([Share(number: number / 2, urgency: number % 64), Share(number: number - number / 2)])
          }
        }
      }
      #expect(tally.all.count == 127)
      #expect(tally.all.count { $0 == 1 } == 64)
    }
  }

  @Test func `no jobs are no work`() {
    let tally = Tally()
    LiveWorkers().workOff([Share]()) { pile in while let job = pile.next() { tally.add(job.number) } }
    #expect(tally.all.isEmpty)
  }

  @Test func `the urgent job comes first, of several the newest`() {
    var heap = JobHeap([(1, 5), (2, 63), (3, 0), (4, 63), (5, 17)].map { Share(number: $0.0, urgency: $0.1) })
    #expect(heap.pop()?.number == 4)
    heap.push([Share(number: 6, urgency: 17), Share(number: 7, urgency: -1), Share(number: 8, urgency: 64)])
    var order: [Int] = []
    while let share = heap.pop() { order.append(share.number) }
    #expect(order == [8, 2, 6, 5, 1, 7, 3])
    #expect(heap.isEmpty)
  }

  @Test func `there is at least one worker`() { #expect(LiveWorkers().count >= 1) }
}

/// Programs that are started.
@Suite struct LiveProgramsTests {
  private func read(_ program: any RunningProgram) throws -> String {
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try block.withUnsafeMutableBytes { try program.read(into: $0) }
      if count == 0 { return String(decoding: output, as: UTF8.self) }
      output += block[..<count]
    }
  }

  private func start(_ words: String..., environment: [String: String] = [:]) throws -> any RunningProgram {
    try LivePrograms().start(
      words[0], words.dropFirst().map { Array($0.utf8) }, environment: environment)
  }

  @Test func `arguments arrive as they are`() throws {
    let program = try start("printf", "%s|", "a b", "$HOME", "*", "")
    #expect(try read(program) == "a b|$HOME|*||")
    #expect(program.finish() == ProgramEnd(status: 0, error: []))
  }

  @Test func `what is written comes back, and errors are kept`() throws {
    let program = try start("sh", "-c", "read line; echo \"got $line\"; echo wrong >&2; exit 3")
    try program.write(Array("words\n".utf8))
    #expect(try read(program) == "got words\n")
    #expect(program.finish() == ProgramEnd(status: 3, error: Array("wrong\n".utf8)))
  }

  @Test func `variables are added to those of this process`() throws {
    let program = try start(
      "sh", "-c", "echo $LLMCTL_PROBE; test -n \"$PATH\" && echo path", environment: ["LLMCTL_PROBE": "x y"])
    #expect(try read(program) == "x y\npath\n")
  }

  @Test func `a program that never stops writing is ended`() throws {
    let program = try start("yes")
    var block = [UInt8](repeating: 0, count: 10)
    #expect(try block.withUnsafeMutableBytes { try program.read(into: $0) } > 0)
    #expect(program.finish().status == 128 + SIGPIPE)
  }

  @Test func `a program that is not there says so`() {
    #expect(throws: FileError.notFound) { try start("llmctl-no-such-program") }
  }
}
