import LLMCore
import Testing

/// A diff of these lines.
func parsed(_ lines: String...) throws(DiffError) -> Diff {
  try Diff(parsing: Array(lines.map { $0 + "\n" }.joined().utf8))
}

/// Diffs as git writes them.
@Suite struct GitDiffTests {
  private static let change = [
    "diff --git a/src/a.c b/src/a.c", "index 1234567..89abcde 100644", "--- a/src/a.c", "+++ b/src/a.c",
    "@@ -10,4 +10,5 @@ int main(void)", " one", "-two", "+2", "+3", " four", " five",
  ]

  private func text(_ diff: Diff, _ line: Hunk.Line) -> String {
    String(decoding: diff.content(of: line), as: UTF8.self)
  }

  @Test func `nothing is a diff without files`() throws {
    let diff = try Diff(parsing: [])
    #expect(diff.files.isEmpty && diff.passages.isEmpty)
  }

  @Test func `a change has paths, modes, ids and numbered lines`() throws {
    let diff = try Diff(parsing: Array(Self.change.joined(separator: "\n").utf8))
    let file = try #require(diff.files.first)
    #expect(file.kind == .modified && file.form == .git && file.path.text == "src/a.c")
    #expect(file.old.mode == .regular && file.new.mode == .regular)
    #expect(file.new.id.map { String(decoding: diff.bytes[$0], as: UTF8.self) } == "89abcde")
    let hunk = try #require(file.hunks.first)
    #expect(hunk.old == Hunk.Extent(start: 10, count: 4) && hunk.new == Hunk.Extent(start: 10, count: 5))
    #expect(String(decoding: diff.heading(of: hunk), as: UTF8.self) == "int main(void)")
    #expect(hunk.lines.map { text(diff, $0) } == ["one", "two", "2", "3", "four", "five"])
    #expect(hunk.lines.map(\.newNumber) == [10, nil, 11, 12, 13, 14])
    #expect(hunk.lines.map(\.oldNumber) == [10, 11, nil, nil, 12, 13])
    #expect(file.addedCount == 2 && file.removedCount == 1)
  }

  @Test func `a move tells both paths and how much is the same`() throws {
    let diff = try parsed(
      "diff --git a/old name b/new name", "similarity index 90%", "rename from old name", "rename to new name",
      "diff --git a/x b/y", "old mode 100644", "new mode 100755", "similarity index 100%", "copy from x", "copy to y")
    #expect(diff.files.map(\.kind) == [.renamed, .copied])
    #expect(diff.files[0].oldPath?.text == "old name" && diff.files[0].newPath?.text == "new name")
    #expect(diff.files.map(\.similarity) == [90, 100])
    #expect(diff.files[1].new.mode?.isExecutable == true)
  }

  @Test func `files that came and went have one path`() throws {
    let diff = try parsed(
      "diff --git a/n b/n", "new file mode 120000", "index 0000000..89abcde", "--- /dev/null", "+++ b/n",
      "@@ -0,0 +1 @@",
      "+x", "\\ No newline at end of file", "diff --git a/o b/o", "deleted file mode 100755", "index 89abcde..0000000")
    #expect(diff.files.map(\.kind) == [.added, .deleted])
    #expect(diff.files[0].oldPath == nil && diff.files[0].new.mode?.isLink == true)
    #expect(diff.files[0].hunks[0].lines[0].lacksLineFeed)
    #expect(diff.files[1].newPath == nil && diff.files[1].path.text == "o")
  }

  @Test func `binary files are told, and their patches passed over`() throws {
    let diff = try parsed(
      "diff --git a/a.png b/a.png", "index 1234567..89abcde 100644", "Binary files a/a.png and b/a.png differ",
      "diff --git a/b b/b", "index 1234567..89abcde 100644", "GIT binary patch", "literal 2", "Bcmexo", "", "literal 2",
      "Bcmexo", "", "diff --git a/c b/c", "deleted file mode 100644", "index 1234567..0000000",
      "Binary files a/c and /dev/null differ")
    #expect(diff.files.count == 3 && diff.passages.isEmpty)
    #expect(diff.files[0].binary == .differs && diff.files[2].binary == .differs)
    let patch = "GIT binary patch\nliteral 2\nBcmexo\n\nliteral 2\nBcmexo\n\n"
    guard case .patch(let range) = diff.files[1].binary else {
      Issue.record("no patch")
      return
    }
    #expect(String(decoding: diff.bytes[range], as: UTF8.self) == patch)
  }

  @Test func `odd paths are read as their bytes`() throws {
    let diff = try parsed(
      #"diff --git "a/caf\303\251\t\"x\"\\\001" "b/caf\303\251\t\"x\"\\\001""#, "old mode 100644", "new mode 100755",
      "diff --git a/with space b/with space", "index 1234567..89abcde 100644", "--- a/with space\t",
      "+++ b/with space\t",
      "@@ -1 +1 @@", "-a", "+b", #"diff --git a/plain "b/\377""#, "similarity index 100%", "rename from plain",
      #"rename to "\377""#)
    #expect(diff.files[0].path.text == "caf\u{E9}\t\"x\"\\\u{1}")
    #expect(diff.files[1].path.text == "with space")
    #expect(diff.files[2].path.bytes == [0xFF] && diff.files[2].oldPath?.text == "plain")
  }

  @Test(arguments: [
    ("x/y", "x/y"), ("i/x/y", "w/x/y"), ("c/x/y", "i/x/y"), ("old/x/y", "newer/x/y"), ("x/y", "deep/x/y"),
  ])
  func `prefixes are found by what both names share`(left: String, right: String) throws {
    let diff = try parsed(
      "diff --git \(left) \(right)", "index 1234567..89abcde 100644", "--- \(left)", "+++ \(right)", "@@ -1 +1 @@",
      "-a",
      "+b")
    #expect(diff.files[0].path.text == "x/y")
    let mode = try parsed("diff --git \(left) \(right)", "old mode 100644", "new mode 100755")
    #expect(mode.files[0].path.text == "x/y")
  }

  @Test func `carriage returns are content`() throws {
    let diff = try parsed(
      "diff --git a/x b/x", "index 1234567..89abcde 100644", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "-a\r", "+b\r")
    #expect(diff.files[0].hunks[0].lines.map { text(diff, $0) } == ["a\r", "b\r"])
  }

  @Test func `a submodule moves as a file or with its commits`() throws {
    let diff = try parsed(
      "diff --git a/sub b/sub", "index 1234567..89abcde 160000", "--- a/sub", "+++ b/sub", "@@ -1 +1 @@",
      "-Subproject commit 1234567", "+Subproject commit 89abcde", "Submodule a sub 1234567..89abcde:", "  > one",
      "  < two",
      "Submodule b 0000000...89abcde (new submodule)", "Submodule c contains modified content",
      "Submodule d 1234567...89abcde (rewind):")
    #expect(diff.files.map(\.isSubmodule) == [true, true, true, true, true])
    #expect(diff.files.map(\.path.text) == ["sub", "a sub", "b", "c", "d"])
    #expect(diff.passages.isEmpty)
  }

  @Test func `a path that leads out is told`() throws {
    for (path, leaves) in [("../x", true), ("a/../../x", true), ("..x/y..", false), ("a/x", false)] {
      let diff = try parsed("diff --git a/\(path) b/\(path)", "old mode 100644", "new mode 100755")
      #expect(diff.files[0].leavesFolder == leaves, "\(path)")
    }
  }
}

/// Diffs with several parents.
@Suite struct CombinedDiffTests {
  @Test func `each parent has its column`() throws {
    let diff = try parsed(
      "diff --cc a", "index 1234567,2345678..89abcde", "mode 100644,100644..100755", "--- a/a", "+++ b/a",
      "@@@ -1,3 -1,2 +1,3 @@@ head", "  same", "- first", " -second", "++both", " +mine", "* Unmerged path some file")
    let file = try #require(diff.files.first)
    #expect(file.form == .combined(.dense) && file.parents == 2 && file.new.mode == .executable)
    #expect(file.hunks[0].lines.map(\.change) == [.context, .removed, .removed, .added, .added])
    #expect(file.hunks[0].lines.map(\.newNumber) == [1, nil, nil, 2, 3])
    #expect(file.hunks[0].lines.map(\.oldNumber) == [1, 2, nil, nil, 3])
    #expect(diff.files.last?.kind == .unmerged && diff.files.last?.path.text == "some file")
  }

  @Test func `a file that one parent lacks, and one that is no text`() throws {
    let diff = try parsed(
      "diff --combined x", "index 1234567,0000000..89abcde", "mode 100644,000000..100644", "--- a/x", "+++ b/x",
      "@@@ -1,1 -1,0 +1,1 @@@", " +y", "diff --cc b", "index 1234567,2345678..89abcde", "Binary files differ")
    #expect(diff.files.map(\.form) == [.combined(.full), .combined(.dense)])
    #expect(diff.files[0].otherParents.map(\.mode) == [.absent])
    #expect(diff.files[1].binary == .differs)
  }
}
