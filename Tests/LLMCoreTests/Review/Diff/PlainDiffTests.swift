import LLMCore
import Testing

/// Diffs of `diff` and patches from mails.
@Suite struct PlainDiffTests {
  private static let stamp = "\t2024-05-01 10:00:00.000000000 +0200"

  @Test func `folders before the common path are prefixes`() throws {
    let diff = try parsed(
      "diff -ru proj-1/src/x.c proj-2/src/x.c", "--- proj-1/src/x.c\(Self.stamp)", "+++ proj-2/src/x.c\(Self.stamp)",
      "@@ -1 +1 @@", "-a", "+b", "Only in proj-2/src: new: file.c",
      "Binary files proj-1/a and b.bin and proj-2/a and b.bin differ")
    #expect(diff.files.map(\.path.text) == ["src/x.c", "proj-2/src/new: file.c", "a and b.bin"])
    #expect(diff.files.map(\.kind) == [.modified, .onlyOnOneSide, .modified])
    #expect(diff.files[2].binary == .differs)
    #expect(diff.texts.map { String(decoding: $0, as: UTF8.self) } == ["diff -ru proj-1/src/x.c proj-2/src/x.c\n"])
  }

  @Test func `names without anything in common are kept`() throws {
    let diff = try parsed("--- x.c.orig\(Self.stamp)", "+++ x.c\(Self.stamp)", "@@ -1 +1 @@", "-a", "+b")
    #expect(diff.files[0].oldPath?.text == "x.c.orig" && diff.files[0].path.text == "x.c")
  }

  @Test(arguments: ["/dev/null", "old/x\t1970-01-01 01:00:00.000000000 +0100", "old/x\t1969-12-31 19:00:00 -0500"])
  func `a file that was not there was added`(old: String) throws {
    let diff = try parsed("--- \(old)", "+++ b/x\(Self.stamp)", "@@ -0,0 +1 @@", "+b")
    #expect(diff.files[0].kind == .added && diff.files[0].oldPath == nil)
    #expect(diff.files[0].path.text?.hasSuffix("x") == true)
  }

  @Test func `an empty file that was there was changed`() throws {
    let diff = try parsed("--- a/x\(Self.stamp)", "+++ b/x\(Self.stamp)", "@@ -0,0 +1 @@", "+b")
    #expect(diff.files[0].kind == .modified)
  }

  @Test func `mails keep their messages, separators and signatures`() throws {
    let mail = [
      "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001", "From: A <a@example.com>",
      "Subject: [PATCH 1/2] x", "", "- a list", "+ another", "--- not a file", "Only in the message", "---",
      " x | 2 +-",
      " 1 file changed", "", "diff --git a/x b/x", "index 1234567..89abcde 100644", "--- a/x", "+++ b/x", "@@ -1 +1 @@",
      "-a", "+b", "-- ", "2.39.5", "",
    ]
    let diff = try Diff(parsing: Array((mail + mail).map { $0 + "\n" }.joined().utf8))
    #expect(diff.files.map(\.path.text) == ["x", "x"])
    #expect(diff.passages.map(\.filesBefore) == [0, 1, 2])
    #expect(diff.files.map(\.line) == [13, 35])
    #expect(diff.texts.last.map { String(decoding: $0, as: UTF8.self) } == "-- \n2.39.5\n\n")
  }

  @Test func `a last line without a line feed is a line`() throws {
    let diff = try Diff(parsing: Array("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b".utf8))
    #expect(diff.files[0].hunks[0].lines.map { Array(diff.content(of: $0)) } == [[0x61], [0x62]])
  }

  @Test func `an empty line stands for an empty line of context`() throws {
    let diff = try parsed("--- a/x", "+++ b/x", "@@ -1,2 +1,3 @@", " a", "", "+b")
    #expect(diff.files[0].hunks[0].lines.map(\.change) == [.context, .context, .added])
  }
}
