import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// Changes of real repositories.
@Suite(.serialized) struct TokenChangeAgainstGitTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try git("init", "-q", "-b", "main")
  }

  private func git(_ arguments: String...) throws {
    let identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    let program = try LivePrograms().start(
      "git", (["-C", folder.path] + identity + arguments).map { Array($0.utf8) },
      environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"])
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while try block.withUnsafeMutableBytes({ try program.read(into: $0) }) > 0 {}
    let end = program.finish()
    #expect(end.status == 0, "git \(arguments): \(String(decoding: end.error, as: UTF8.self))")
  }

  private func commit(_ message: String = "x") throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  /// Runs git where the test's repository is the working directory.
  private struct Inside: Programs {
    let folder: String
    func start(_ program: String, _ arguments: [[UInt8]], environment: [String: String]) throws(FileError)
      -> any RunningProgram
    {
      try LivePrograms().start(
        program, [Array("-C".utf8), Array(folder.utf8)] + arguments,
        environment: environment.merging(["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"]) { $1 })
    }
  }

  /// A run of `llmctl tokens --diff`, its exit code and what it printed.
  private func compare(
    _ range: String?, isStaged: Bool = false, paths: [String] = []
  ) throws -> (code: ExitCode, json: JSONValue?, notes: [String]) {
    let console = RecordingConsole()
    let context = LocalContext(
      environment: Environment([:]), files: LiveFiles(), tree: LiveTree(),
      vocabularies: LiveVocabularyFiles(), console: console, time: LiveTime(), workers: LiveWorkers(),
      programs: Inside(folder: folder.path))
    var invocation = TokensInvocation()
    invocation.task = .change(ChangeRange(range, isStaged: isStaged))
    invocation.paths = paths
    invocation.printsJSON = true
    let reporter = Reporter(console: console)
    do throws(LLMError) {
      let code = try TokensRun(context: context, reporter: reporter).run(invocation)
      return (code, try? JSONReader.parse(console.output), console.notes)
    } catch {
      reporter.error(error)
      return (error.exitCode, nil, console.notes)
    }
  }

  private func numbers(_ value: JSONValue?) -> [Int?] {
    ["added", "removed", "before", "after"].map { value?[$0]?.integer }
  }

  @Test func `commits are compared file by file and in total`() async throws {
    try await OwnThread.run {
      try folder.write("kept", "the same\n")
      try folder.write("changed", "one\ntwo\nthree\n")
      try folder.write("gone", "one two\n")
      try commit()
      try folder.write("changed", "one\n2\nthree\n")
      try folder.write("new", "hello world\n")
      try DiskFile(folder.path("gone")).remove()
      try commit()
      let (code, json, _) = try compare("HEAD~1..HEAD")
      #expect(code == .complete)
      let files = json?["files"]?.elements ?? []
      #expect(files.compactMap { $0["path"]?.text } == ["changed", "gone", "new"])
      #expect(files.compactMap { $0["status"]?.text } == ["modified", "deleted", "added"])
      #expect(numbers(files.first) == [2, 2, 6, 6])
      #expect(numbers(files.last) == [3, 0, 0, 3])
      #expect(numbers(json) == [5, 5, 9, 9])
    }
  }

  @Test func `three dots start where both sides began to differ`() async throws {
    try await OwnThread.run {
      try folder.write("a", "base\n")
      try commit()
      try git("branch", "side")
      try folder.write("b", "only on main\n")
      try commit()
      try git("checkout", "-q", "side")
      try folder.write("c", "only on side\n")
      try commit()
      #expect(try compare("main...side").json?["files"]?.elements?.compactMap { $0["path"]?.text } == ["c"])
      #expect(try compare("main..side").json?["files"]?.elements?.compactMap { $0["path"]?.text } == ["b", "c"])
      #expect(try compare("main").json?["files"]?.elements?.compactMap { $0["path"]?.text } == ["b", "c"])
    }
  }

  @Test func `the index and the work tree are told apart, and untouched`() async throws {
    try await OwnThread.run {
      try folder.write("a", "one\n")
      try folder.write("b", "one\n")
      try commit()
      try folder.write("a", "one\ntwo\n")
      try git("add", "a")
      try folder.write("b", "one\nthree\n")
      try folder.write("untracked", "x\n")
      let index = try folder.read(".git/index")
      #expect(try compare(nil, isStaged: true).json?["files"]?.elements?.compactMap { $0["path"]?.text } == ["a"])
      #expect(try compare("HEAD").json?["files"]?.elements?.compactMap { $0["path"]?.text } == ["a", "b"])
      #expect(try folder.read(".git/index") == index)
    }
  }

  @Test func `a file that was only touched has not changed`() async throws {
    try await OwnThread.run {
      try folder.write("a", "one\n")
      try commit()
      utime(folder.path("a"), nil)
      try folder.write("a", "one\n")
      #expect(try compare("HEAD").json?["files"]?.elements?.isEmpty == true)
    }
  }

  @Test func `moves are followed, between commits also with changes`() async throws {
    try await OwnThread.run {
      let text = (0..<50).map { "line \($0)\n" }.joined()
      try folder.write("old name", text)
      try commit()
      try git("mv", "old name", "new\nname")
      let moved = try compare("HEAD").json?["files"]?.elements ?? []
      #expect(moved.count == 1)
      #expect(moved.first?["old"]?["path"]?.text == "old name")
      #expect(moved.first?["status"]?.text == "renamed")
      try folder.write("new\nname", text + "one more\n")
      try commit()
      let committed = try compare("HEAD~1..HEAD").json?["files"]?.elements ?? []
      #expect(committed.first?["path"]?.text == "new\nname")
      #expect(numbers(committed.first).prefix(2) == [3, 0])
    }
  }

  @Test func `binary files, links and submodules are counted as skipped`() async throws {
    try await OwnThread.run {
      try folder.write("binary", [0, 1, 2])
      try folder.write("text", "one\n")
      #expect(symlink("text", folder.path("link")) == 0)
      try commit()
      let inner = try ScratchFolder()
      try git("update-index", "--add", "--cacheinfo", "160000,\(String(repeating: "1", count: 40)),sub")
      try folder.write("binary", [0, 1, 3])
      Glibc.unlink(folder.path("link"))
      #expect(symlink("binary", folder.path("link")) == 0)
      try git("add", "binary", "link")
      let json = try compare(nil, isStaged: true).json
      #expect(json?["files"]?.elements?.isEmpty == true)
      #expect(["binary", "submodules", "links"].map { json?["skipped"]?[$0]?.integer } == [1, 1, 1])
      _ = inner
    }
  }

  @Test func `a repository without a commit is compared with nothing`() async throws {
    try await OwnThread.run {
      try folder.write("a", "one two\n")
      try git("add", "a")
      #expect(numbers(try compare("HEAD").json) == [3, 0, 0, 3])
      #expect(numbers(try compare(nil, isStaged: true).json) == [3, 0, 0, 3])
    }
  }

  @Test func `paths narrow it down, and are no patterns`() async throws {
    try await OwnThread.run {
      try folder.write("a", "x\n")
      try commit()
      try folder.write("a", "y\n")
      try folder.write("b", "y\n")
      try folder.write("*", "y\n")
      try commit()
      #expect(
        try compare("HEAD~1..HEAD", paths: ["*"]).json?["files"]?.elements?.compactMap { $0["path"]?.text } == ["*"])
    }
  }

  @Test(arguments: ["nope", "--output=/tmp/owned", "-h", "HEAD~99", "a b", "nope..HEAD", "HEAD..."])
  func `what git does not know is an error, and never an option`(range: String) async throws {
    try await OwnThread.run {
      try folder.write("a", "x\n")
      try commit()
      let (code, _, notes) = try compare(range)
      if range == "HEAD..." { return #expect(code == .complete) }
      #expect(code == .noInput)
      #expect(notes.last?.contains("git knows no commit") == true)
    }
  }

  @Test func `outside of a repository git's own words are told`() async throws {
    try await OwnThread.run {
      let outside = try ScratchFolder()
      let console = RecordingConsole()
      let context = LocalContext(
        environment: Environment([:]), files: LiveFiles(), tree: LiveTree(),
        vocabularies: LiveVocabularyFiles(), console: console, time: LiveTime(), workers: LiveWorkers(),
        programs: Inside(folder: outside.path))
      var invocation = TokensInvocation()
      invocation.task = .change(ChangeRange("HEAD", isStaged: false))
      let run = TokensRun(context: context, reporter: Reporter(console: console))
      let error = #expect(throws: LLMError.self) { try run.run(invocation) }
      #expect(error?.exitCode == .noInput)
      #expect(error?.message.contains("not a git repository") == true)
    }
  }

  /// Everything a repository's own configuration can have git run, set to a program that leaves a trace.
  @Test func `a hostile repository runs nothing`() async throws {
    try await OwnThread.run {
      let trace = folder.path("trace")
      let program = try folder.write("program", "#!/bin/sh\ntouch '\(trace)'\ncat\n", mode: 0o755)
      try folder.write("a.txt", "one\n")
      try folder.write("b.md", "one\n")
      try commit()
      try folder.write("b.md", "two\n")
      try folder.write(".gitattributes", "*.txt diff=evil filter=evil\n*.md filter=e=vil\n")
      try folder.write("a.txt", "two\n")
      for setting in [
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "diff.evil.command",
        "diff.evil.textconv", "filter.evil.clean", "filter.e=vil.clean", "filter.evil.smudge", "filter.evil.process",
        "core.alternateRefsCommand",
        "uploadpack.packObjectsHook", "gpg.program", "core.askPass", "credential.helper", "interactive.diffFilter",
      ] { try git("config", setting, program) }
      for hook in ["post-index-change", "pre-commit", "reference-transaction", "post-checkout", "fsmonitor-watchman"] {
        try folder.write(".git/hooks/\(hook)", "#!/bin/sh\ntouch '\(trace)'\n", mode: 0o755)
      }
      for (range, isStaged) in [("HEAD", false), ("HEAD", true), ("HEAD..HEAD", false)] {
        #expect(try compare(range, isStaged: isStaged).code == .complete)
      }
      #expect(!folder.contents().contains("trace"))
    }
  }
}
