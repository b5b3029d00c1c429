import LLMCore
import LLMTestKit
import Testing

/// What is written again.
@Suite struct DiffWriterTests {
  /// Files in every form that git has.
  static let canonical = #"""
    diff --git a/a b b/a b
    old mode 100644
    new mode 100755
    index 1234567..89abcde
    --- a/a b	
    +++ b/a b	
    @@ -1,2 +1 @@ head
     x
    -y
    \ No newline at end of file
    diff --git "a/\303\251" "b/\303\251\""
    similarity index 90%
    rename from "\303\251"
    rename to "\303\251\""
    index 1234567..89abcde 100644
    --- "a/\303\251"
    +++ "b/\303\251\""
    @@ -0,0 +1,2 @@
    +
    +z
    diff --git a/e b/e
    new file mode 100644
    index 0000000..89abcde
    diff --git a/b b/b
    index 1234567..89abcde 100644
    Binary files a/b and b/b differ
    diff --git a/r b/r
    dissimilarity index 80%
    index 1234567..89abcde 100644
    --- a/r
    +++ b/r
    @@ -1 +1 @@
    -a
    +b
    diff --cc m
    index 1234567,2345678..89abcde
    mode 100644,000000..100644
    --- a/m
    +++ b/m
    @@@ -1,2 -1,2 +1,2 @@@ head
      x
    - y
     -z
    ++w
    diff --cc g
    index 1234567,2345678..0000000
    deleted file mode 100644,100755
    --- a/g
    +++ /dev/null
    Submodule s 1234567..89abcde:
      > one
    * Unmerged path u

    """#

  private func written(_ diff: Diff, _ quoting: DiffWriter.Quoting = .nonASCII) -> [UInt8] {
    let writer = DiffWriter(diff, quoting: quoting)
    return diff.files.flatMap { writer.bytes(of: $0) }
  }

  @Test func `what git wrote comes out as it was`() throws {
    let text = Array(Self.canonical.utf8)
    let diff = try Diff(parsing: text)
    #expect(diff.passages.isEmpty && diff.files.count == 9)
    #expect(String(decoding: written(diff), as: UTF8.self) == Self.canonical)
  }

  @Test func `paths are readable where that is wanted`() throws {
    let diff = try Diff(parsing: Array(Self.canonical.utf8))
    let text = String(decoding: written(diff, .controls), as: UTF8.self)
    #expect(text.contains("diff --git a/\u{E9} \"b/\u{E9}\\\"\"\n"))
    #expect(try Diff(parsing: written(diff, .controls)).files.map(\.path) == diff.files.map(\.path))
  }

  @Test func `a plain diff gets git's prefixes`() throws {
    let diff = try parsed(
      "--- old/x\t2024-01-01", "+++ new/x\t2024-01-01", "@@ -1 +1 @@", "-a", "+b", "\\ Kein Zeilenumbruch")
    #expect(
      String(decoding: written(diff), as: UTF8.self)
        == "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n")
  }

  @Test func `binary patches can be left out`() throws {
    let diff = try parsed(
      "diff --git a/b b/b", "new file mode 100644", "index 0000000..89abcde", "GIT binary patch", "literal 0",
      "HcmV?d00001", "")
    #expect(
      String(decoding: DiffWriter(diff, showsBinaryPatches: false).bytes(of: diff.files[0]), as: UTF8.self)
        .hasSuffix("\nBinary files /dev/null and b/b differ\n"))
  }

  /// Whatever is read from damaged diffs comes out of writing and reading again the same.
  @Test func `writing and reading again changes nothing`() throws {
    var random = SeededRandom(seed: 8)
    let text = Array(Self.canonical.utf8)
    var (read, count) = (0, 0)
    while read < 300, count < 30_000 {
      count += 1
      var damaged = text
      for _ in 0..<random.integer(1...3) {
        let at = random.below(damaged.count)
        switch random.below(3) {
        case 0: damaged[at] = random.pick(Array(" +-@\\ab0\n/\"".utf8))
        case 1: damaged.remove(at: at)
        default: damaged.insert(random.pick(Array(" +-@\\ab0\n/\"".utf8)), at: at)
        }
      }
      guard let diff = try? Diff(parsing: damaged) else { continue }
      read += 1
      let once = written(diff)
      let again = try Diff(parsing: once)
      #expect(written(again) == once, "\(String(decoding: damaged, as: UTF8.self))")
      #expect(again.files.map(\.kind) == diff.files.map(\.kind))
      #expect(again.files.map(\.path) == diff.files.map(\.path))
    }
    #expect(read == 300)
  }

  @Test func `a file that git does not know looks as if it did`() throws {
    let diff = try Diff(
      parsing: AddedFileDiff.bytes(path: RawPath("a b"), mode: .regular, content: Array("one\n\ntwo".utf8)))
    #expect(diff.files[0].kind == .added && diff.files[0].path.text == "a b")
    #expect(
      diff.files[0].hunks[0].lines.map { Array(diff.content(of: $0)) } == ["one", "", "two"].map { Array($0.utf8) })
    #expect(diff.files[0].hunks[0].lines.map(\.lacksLineFeed) == [false, false, true])
    let others = [[], [0x0A], [0, 1], Array("x\n".utf8)].map {
      AddedFileDiff.bytes(path: RawPath(bytes: [0xFF]), mode: .executable, content: $0)
    }
    for (bytes, lines) in zip(others, [0, 1, 0, 1]) {
      let diff = try Diff(parsing: bytes)
      #expect(diff.files[0].addedCount == lines && diff.files[0].path.bytes == [0xFF])
    }
  }
}
