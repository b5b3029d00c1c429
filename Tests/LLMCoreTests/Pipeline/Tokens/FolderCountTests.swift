import LLMCore
import LLMTestKit
import Testing

/// What counts in a folder.
@Suite struct FolderCountTests {
  private static func counted(_ scene: TokensScene) -> [String] {
    scene.json?["inputs"]?.elements?.first?["files"]?.elements?.compactMap { $0["path"]?.text } ?? []
  }

  private static func run(_ tree: MemoryTree, _ folder: String = "/p") -> (scene: TokensScene, code: ExitCode) {
    let scene = TokensScene(tree)
    let code = scene.run(folder) { $0.printsJSON = true }
    return (scene, code)
  }

  @Test func `files are counted sorted by path, with their sum`() {
    let (scene, code) = Self.run(MemoryTree(texts: ["/p/b": "one two", "/p/a/c": "three", "/p/a.x": "four five six"]))
    #expect(code == .complete)
    #expect(Self.counted(scene) == ["/p/a.x", "/p/a/c", "/p/b"])
    #expect(scene.json?["tokens"]?.integer == 6)
  }

  @Test func `the order of the work does not matter`() {
    let texts = Dictionary(uniqueKeysWithValues: (0..<50).map { ("/p/\($0 % 7)/\($0)", "word \($0)") })
    let newest = Self.run(MemoryTree(texts: texts)).scene
    var oldest = TokensScene(MemoryTree(texts: texts))
    oldest.workers = InlineWorkers(takesOldestFirst: true)
    #expect(oldest.run("/p") { $0.printsJSON = true } == .complete)
    #expect(oldest.console.output == newest.console.output)
  }

  @Test func `ignored files are left out, in a repository also by the rules above`() {
    let (scene, _) = Self.run(
      MemoryTree(texts: [
        "/r/.git/HEAD": "x", "/r/.git/info/exclude": "secret\n", "/r/.gitignore": "*.log\n/p/top\n",
        "/r/p/.gitignore": "!keep.log\nbuild/\n", "/r/p/a.log": "x", "/r/p/keep.log": "x", "/r/p/secret": "x",
        "/r/p/top": "x", "/r/p/sub/top": "x", "/r/p/build/x": "x", "/r/p/code": "x",
      ]), "/r/p")
    #expect(Self.counted(scene) == ["/r/p/.gitignore", "/r/p/code", "/r/p/keep.log", "/r/p/sub/top"])
  }

  @Test func `outside of a repository the folder's own rules hold`() {
    let (scene, _) = Self.run(
      MemoryTree(texts: ["/.gitignore": "*\n", "/p/.gitignore": "x\n", "/p/x": "x", "/p/y": "y"]))
    #expect(Self.counted(scene) == ["/p/.gitignore", "/p/y"])
  }

  @Test func `a repository in the repository has rules of its own, and .git is never counted`() {
    let (scene, _) = Self.run(
      MemoryTree(texts: [
        "/p/.git/HEAD": "x", "/p/.gitignore": "*.log\n", "/p/in/.git/info/exclude": "mine\n", "/p/in/a.log": "x",
        "/p/in/mine": "x", "/p/linked/.git": "gitdir: /p/.git/modules/linked\n",
        "/p/.git/modules/linked/info/exclude": "theirs\n", "/p/linked/theirs": "x", "/p/linked/b.log": "x",
      ]))
    #expect(Self.counted(scene) == ["/p/.gitignore", "/p/in/a.log", "/p/linked/b.log"])
  }

  @Test func `binary files, links and special files are skipped and counted as skipped`() {
    let tree = MemoryTree(texts: ["/p/a": "one", "/out": "two three", "/p/folder/b": "four"])
    tree[RawPath("/p/binary")] = .file(Array("text".utf8) + [0] + Array("more".utf8))
    tree[RawPath("/p/late")] = .file([UInt8](repeating: 0x61, count: 8000) + [0])
    tree[RawPath("/p/again")] = .link("a")
    tree[RawPath("/p/outside")] = .link("/out")
    tree[RawPath("/p/outside2")] = .link("/out")
    tree[RawPath("/p/loop")] = .link("/p")
    tree[RawPath("/p/self")] = .link("self")
    tree[RawPath("/p/nothing")] = .link("/gone")
    tree[RawPath("/p/fifo")] = .special
    let (scene, code) = Self.run(tree)
    #expect(code == .complete)
    #expect(Self.counted(scene) == ["/p/a", "/p/folder/b", "/p/late", "/p/outside"])
    let skipped = scene.json?["inputs"]?.elements?.first?["skipped"]
    #expect(skipped?["binary"]?.integer == 1)
    #expect(skipped?["links"]?.integer == 5)
    #expect(skipped?["special"]?.integer == 1)
    #expect(scene.console.notes == ["llmctl: /p: 4 files counted; 1 binary file, 5 links and 1 special file skipped"])
  }

  @Test func `binary files that are named are counted`() {
    let scene = TokensScene(MemoryTree([RawPath("/b"): .file([0, 1, 2])]))
    #expect(scene.run("/b") == .complete)
  }

  @Test func `what cannot be read in a folder is named, and the rest counted`() {
    let tree = MemoryTree(texts: ["/p/a": "one", "/p/z": "two"])
    tree[RawPath("/p/locked")] = .unreadable(.notPermitted)
    let (scene, code) = Self.run(tree)
    #expect(code == .noInput)
    #expect(scene.json?["tokens"]?.integer == 2)
    #expect(scene.console.notes.contains("warning: cannot read /p/locked: permission denied"))
  }

  @Test func `a special token that is to be refused stops the run, the first by path`() {
    let scene = TokensScene(["/p/b": "<|endoftext|>", "/p/a": "x <|endofprompt|>"])
    #expect(scene.run("/p") { $0.special = .refuse } == .dataError)
    #expect(scene.console.notes.last?.contains("/p/a has the special token <|endofprompt|> at byte 2") == true)
  }

  @Test func `names that are no text are shown safely and kept in JSON`() {
    let name = Array("/p/".utf8) + [0xFF, 0x0A]
    let (scene, _) = Self.run(MemoryTree([RawPath(bytes: name): .file(Array("one".utf8))]))
    let file = scene.json?["inputs"]?.elements?.first?["files"]?.elements?.first
    #expect(file?["path_bytes"]?.text == "2f702fff0a")
    let plain = TokensScene(MemoryTree([RawPath(bytes: name): .file(Array("one".utf8))]))
    #expect(plain.run("/p") { $0.task = .count(.top(1)) } == .complete)
    #expect(plain.console.outputText.hasPrefix("1 exact  \"/p/\\377\\n\"\n"))
  }

  @Test func `a tree has the sums of its folders, the largest first`() {
    let texts = ["/p/a/x": "one", "/p/a/y": "one two three", "/p/b": "one two", "/p/c/d/e": "one"]
    let scene = TokensScene(texts)
    #expect(scene.run("/p/") { $0.task = .count(.tree(depth: .max)) } == .complete)
    #expect(
      scene.console.outputText == """
        7 exact  /p/
        4 exact    a/
        3 exact      y
        1 exact      x
        2 exact    b
        1 exact    c/
        1 exact      d/
        1 exact        e

        """)
    let flat = TokensScene(texts)
    #expect(flat.run("/p") { $0.task = .count(.tree(depth: 1)) } == .complete)
    #expect(flat.console.outputText == "7 exact  /p/\n4 exact    a/\n2 exact    b\n1 exact    c/\n")
  }

  @Test func `the largest files are listed with the total of all`() {
    let scene = TokensScene(["/p/a": "one two", "/p/b": "one two three", "/p/c": "one"])
    #expect(scene.run("/p") { $0.task = .count(.top(2)) } == .complete)
    #expect(scene.console.outputText == "3 exact  /p/b\n2 exact  /p/a\n6 exact  total (o200k_base)\n")
  }
}
