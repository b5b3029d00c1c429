import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// Diffs of real repositories, in every state.
@Suite(.serialized) struct ReviewDiffAgainstGitTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try git("init", "-q", "-b", "main")
  }

  private static let surroundings = ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"]

  @discardableResult
  private func git(_ arguments: String..., at path: String? = nil) throws -> String {
    let identity = [
      "-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "-c",
      "protocol.file.allow=always",
    ]
    let program = try LivePrograms().start(
      "git", (["-C", path ?? folder.path] + identity + arguments).map { Array($0.utf8) },
      environment: Self.surroundings)
    let output = try program.output(limit: 1 << 20)
    let end = program.finish()
    #expect(end.status == 0, "git \(arguments): \(String(decoding: end.error, as: UTF8.self))")
    return String(decoding: output, as: UTF8.self)
  }

  private func commit(_ message: String = "x") throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  /// Runs git where a folder is the working directory.
  private struct Inside: Programs {
    let folder: String
    func start(_ program: String, _ arguments: [[UInt8]], environment: [String: String]) throws(FileError)
      -> any RunningProgram
    {
      try LivePrograms().start(
        program, [Array("-C".utf8), Array(folder.utf8)] + arguments,
        environment: environment.merging(ReviewDiffAgainstGitTests.surroundings) { $1 })
    }
  }

  private func read(
    _ source: ReviewSource, paths: [String] = [], at path: String? = nil
  ) throws -> (change: ReviewDiffReader.Change, files: [String], untracked: [String]) {
    let reader = ReviewDiffReader(GitProgram(programs: Inside(folder: path ?? folder.path)))
    let change = try reader.read(source, paths: paths.map { RawPath($0) })
    let files = try Diff(parsing: change.diff).files.map { "\($0.kind) \($0.path.shown)" }
    return (change, files, change.untracked.map(\.shown))
  }

  private func range(_ text: String) -> ReviewSource { ReviewSource(text) }

  // MARK: Patches

  private static let patch = "--- a/src/a\n+++ b/src/a\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"

  @Test func `a patch is held against the files that are reviewed, not against others`() async throws {
    try await OwnThread.run {
      try folder.write("src/a", "one\n")
      try commit()
      try folder.write("src/a", "one\ntwo\n")
      try commit()
      let git = GitProgram(programs: Inside(folder: folder.path("src")))
      func applies(_ files: ReviewDiffReader.NewFiles, _ patch: String) throws -> Bool {
        let index = folder.path("index-\(UInt64.random(in: 0 ... .max))")
        let check = try PatchCheck(git, of: files, top: RawPath(folder.path), index: index)
        return try check.applies(Array(patch.utf8))
      }
      for files in [ReviewDiffReader.NewFiles.workTree, .index, .commit("HEAD")] {
        #expect(try applies(files, Self.patch))
        #expect(try !applies(files, Self.patch.replacing(" one", with: " One")))
        #expect(try !applies(files, Self.patch.replacing("src/a", with: "src/b")))
        #expect(try !applies(files, "no patch\n"))
      }
      #expect(try !applies(.commit("HEAD~1"), Self.patch))
      #expect(throws: LLMError.self) { try applies(.commit("0123456789012345678901234567890123456789"), Self.patch) }
      try folder.write("src/a", "other\n")
      #expect(try !applies(.workTree, Self.patch) && applies(.index, Self.patch))
      try self.git("add", ".")
      #expect(try !applies(.index, Self.patch) && applies(.commit("HEAD"), Self.patch))
    }
  }

  @Test func `a bare repository has commits to review, and no work tree`() async throws {
    try await OwnThread.run {
      try folder.write("a", "one\n")
      try commit()
      try folder.write("a", "two\n")
      try commit()
      try git("clone", "-q", "--bare", ".", "bare")
      let (change, files, _) = try read(range("HEAD~1..HEAD"), at: folder.path("bare"))
      #expect(files == ["modified a"] && change.top == nil)
      #expect(throws: LLMError.self) { try read(.workTree, at: folder.path("bare")) }
    }
  }

  @Test func `work tree, index and what lies between are told apart`() async throws {
    try await OwnThread.run {
      for name in ["a", "b", "c"] { try folder.write(name, "one\n") }
      try folder.write(".gitignore", "ignored\n")
      try commit()
      try folder.write("a", "two\n")
      try git("add", "a")
      try folder.write("b", "two\n")
      try folder.write("deep/new", "x\n")
      try folder.write("ignored", "x\n")
      let whole = try read(.workTree)
      #expect(whole.files == ["modified a", "modified b"] && whole.untracked == ["deep/new"])
      #expect(whole.change.newFiles == .workTree && whole.change.top == RawPath(folder.path))
      #expect(try read(.staged).files == ["modified a"] && read(.staged).change.newFiles == .index)
      #expect(try read(.unstaged).files == ["modified b"] && read(.unstaged).untracked.isEmpty)
      #expect(try read(.workTree, paths: ["b"]).files == ["modified b"])
      #expect(try read(.workTree, paths: ["deep"]).untracked == ["deep/new"])
      // From a folder below, paths are still those below the top, and nothing above is left out.
      let below = try read(.workTree, at: folder.path("deep"))
      #expect(below.files == ["modified a", "modified b"] && below.untracked == ["deep/new"])
    }
  }

  @Test func `before the first commit everything was added`() async throws {
    try await OwnThread.run {
      try folder.write("a", "one\n")
      try git("add", "a")
      try folder.write("b", "one\n")
      #expect(try read(.workTree).files == ["added a"] && read(.workTree).untracked == ["b"])
      #expect(try read(.staged).files == ["added a"] && read(.unstaged).files == [])
      #expect(throws: LLMError.self) { try read(range("HEAD")) }
    }
  }

  @Test func `ranges, bases and commits begin where they should`() async throws {
    try await OwnThread.run {
      try folder.write("a", "base\n")
      try commit()
      try git("branch", "side")
      try folder.write("b", "main\n")
      try folder.write("both", "main\n")
      try commit()
      try git("checkout", "-q", "side")
      try folder.write("c", "side\n")
      try folder.write("both", "side\n")
      try commit()
      #expect(try read(range("main..side")).files == ["deleted b", "modified both", "added c"])
      #expect(try read(range("main...side")).files == ["added both", "added c"])
      try folder.write("c", "changed\n")
      try folder.write("d", "new\n")
      let base = try read(.base("main"))
      #expect(base.files == ["added both", "added c"] && base.untracked == ["d"])
      #expect(String(decoding: base.change.diff, as: UTF8.self).contains("+changed\n"))
      #expect(try read(range("side")).files == ["added both", "added c"])
      #expect(try read(range("side~1")).files == ["added a"])
      try git("stash", "-q", "-u")
      try git("checkout", "-q", "--detach")
      #expect(try read(range("..main")).files == ["added b", "modified both", "deleted c"])
    }
  }

  @Test func `a merge is what it made of its parents`() async throws {
    try await OwnThread.run {
      try folder.write("a", "base\n")
      try commit()
      try git("checkout", "-q", "-b", "side")
      try folder.write("a", "side\n")
      try commit()
      try git("checkout", "-q", "main")
      try folder.write("a", "main\n")
      try commit()
      try git("merge", "-q", "-s", "ours", "--no-commit", "side")
      try folder.write("a", "merged\n")
      try commit()
      let merge = try read(range("HEAD"))
      #expect(merge.files == ["modified a"])
      #expect(try Diff(parsing: merge.change.diff).files[0].parents == 2)
    }
  }

  @Test func `moves, odd names, binary files, submodules and modes`() async throws {
    try await OwnThread.run {
      let inner = try ScratchFolder()
      try git("init", "-q", "-b", "main", at: inner.path)
      try inner.write("x", "x\n")
      try git("add", "x", at: inner.path)
      try git("commit", "-q", "-m", "x", at: inner.path)
      try folder.write("old", String(repeating: "line\n", count: 50))
      try folder.write("tool", "x\n")
      try commit()
      try git("mv", "old", "new \u{E9}\t")
      try folder.write("data", [0, 1, 2])
      try git("update-index", "--chmod=+x", "tool")
      try git("submodule", "--quiet", "add", inner.path, "sub")
      try git("add", "-A", "--", "data")
      let staged = try read(.staged)
      #expect(
        staged.files == ["added .gitmodules", "added data", "renamed \"new \u{E9}\\t\"", "added sub", "modified tool"])
      let files = try Diff(parsing: staged.change.diff).files
      #expect(files[1].binary == .differs && files[3].isSubmodule && files[4].new.mode == .executable)
    }
  }

  @Test func `what is missing is a clear error`() async throws {
    try await OwnThread.run {
      try folder.write("a", "one\n")
      try commit()
      try git("checkout", "-q", "--orphan", "other")
      try folder.write("a", "two\n")
      try commit()
      func message(_ source: ReviewSource) -> String? {
        (#expect(throws: LLMError.self) { try read(source) })?.message
      }
      #expect(message(.base("main")) == "main and HEAD have no commit in common")
      #expect(message(.commit("nowhere")) == "git knows no commit 'nowhere'")
      #expect(message(.commit("--output=stolen")) == "git knows no commit '--output=stolen'")
      #expect(message(range("--output=stolen..HEAD")) == "git knows no commit '--output=stolen'")
      #expect(!folder.contents().contains("stolen"))
      let outside = try ScratchFolder()
      let error = #expect(throws: LLMError.self) { try read(.workTree, at: outside.path) }
      #expect(error?.message.contains("not a git repository") == true)
    }
  }

  @Test func `a shallow clone says what it lacks`() async throws {
    try await OwnThread.run {
      for text in ["one", "two", "three"] {
        try folder.write("a", "\(text)\n")
        try commit(text)
      }
      let clone = try ScratchFolder()
      try git("clone", "-q", "--depth=2", "file://\(folder.path)", clone.path("c"))
      #expect(try read(range("HEAD"), at: clone.path("c")).files == ["modified a"])
      #expect(try read(.workTree, at: clone.path("c")).files == [])
      let error = #expect(throws: LLMError.self) { try read(range("HEAD~1"), at: clone.path("c")) }
      #expect(error?.message == "the commit before 'HEAD~1' is not in this shallow clone")
    }
  }

  /// Each of these runs a program, or changes what is printed, where git is not told otherwise.
  @Test func `nothing that a repository configures runs or changes the diff`() async throws {
    try await OwnThread.run {
      try folder.write("a", "one\n\ntwo\n")
      try folder.write("b.x", "one\n")
      try commit()
      let trap = folder.path("trap.sh")
      try folder.write("trap.sh", "#!/bin/sh\ntouch '\(folder.path)/sprung'\ncat\n", mode: 0o755)
      try folder.write(".gitattributes", "*.x diff=trap filter=trap\na diff=trap filter=trap\n")
      for (key, value) in [
        ("diff.external", trap), ("diff.trap.command", trap), ("diff.trap.textconv", trap), ("filter.trap.clean", trap),
        ("filter.trap.smudge", trap), ("filter.trap.process", trap), ("core.fsmonitor", trap), ("core.pager", trap),
        ("pager.diff", trap), ("core.hooksPath", folder.path("hooks")), ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"), ("diff.renames", "false"), ("diff.relative", "true"), ("diff.context", "0"),
        ("diff.interHunkContext", "9"), ("diff.suppressBlankEmpty", "true"), ("diff.submodule", "log"),
        ("diff.orderFile", folder.path("order")), ("color.ui", "always"), ("color.diff", "always"),
        ("core.quotePath", "false"), ("log.showSignature", "true"), ("gpg.program", trap),
        ("status.showUntrackedFiles", "no"),
        ("diff.wsErrorHighlight", "all"), ("diff.colorMoved", "zebra"), ("core.abbrev", "4"),
      ] { try git("config", key, value) }
      for hook in ["post-index-change", "fsmonitor-watchman", "post-checkout"] {
        try folder.write("hooks/\(hook)", "#!/bin/sh\ntouch '\(folder.path)/sprung'\n", mode: 0o755)
      }
      try folder.write("order", "b.x\n")
      try folder.write("a", "one\n\n2\n")
      try folder.write("b.x", "two\n")
      let index = try folder.read(".git/index")
      let change = try read(.workTree)
      #expect(change.files == ["modified a", "modified b.x"])
      #expect(change.untracked.contains("trap.sh"))
      let text = String(decoding: change.change.diff, as: UTF8.self)
      #expect(text.hasPrefix("diff --git a/a b/a\n") && text.contains("@@ -1,3 +1,3 @@\n one\n \n-two\n+2\n"))
      for source in [ReviewSource.staged, .unstaged, .base("main"), range("HEAD"), range("HEAD..HEAD")] {
        _ = try read(source)
      }
      #expect(!folder.contents().contains("sprung"))
      #expect(try folder.read(".git/index") == index)
    }
  }
}
