import LLMCore
import Testing

/// What is no diff is refused, with the line that shows it.
@Suite struct DiffErrorTests {
  private static let head = ["diff --git a/x b/x", "index 1234567..89abcde 100644"]
  private static let sides = head + ["--- a/x", "+++ b/x"]

  struct Case: Sendable {
    let lines: [String]
    let reason: DiffError.Reason
    let line: Int
  }

  private static func broken(_ reason: DiffError.Reason, _ line: Int, _ lines: [String]) -> Case {
    Case(lines: lines, reason: reason, line: line)
  }

  private static let cases = [
    broken(.malformedHunkHead, 5, sides + ["@@ -1 +1", "-a", "+b"]),
    broken(.malformedHunkHead, 5, sides + ["@@ -0,2 +1 @@", "-a", "+b"]),
    broken(.malformedHunkHead, 5, sides + ["@@ -1,99999999999999999999 +1 @@", "-a", "+b"]),
    broken(.incompleteHunk, 5, sides),
    broken(.incompleteHunk, 7, sides + ["@@ -1,2 +1 @@", "-a"]),
    broken(.unexpectedHunkLine, 7, sides + ["@@ -1,2 +1,2 @@", "-a", "xyz"]),
    broken(.unexpectedHunkLine, 7, sides + ["@@ -1 +1,2 @@", "-a", "-b", "+c"]),
    broken(.surplusHunkLine, 8, sides + ["@@ -1 +1 @@", "-a", "+b", "+c"]),
    broken(.surplusHunkLine, 8, sides + ["@@ -1 +1 @@", "-a", "+b", " c"]),
    broken(.disorderedHunks, 8, sides + ["@@ -5 +5 @@", "-a", "+b", "@@ -1 +1 @@", "-a", "+b"]),
    broken(.misplacedEndMark, 7, sides + ["@@ -1,2 +1 @@", "-a", "\\ No newline at end of file", "-b", "+c"]),
    broken(.misplacedEndMark, 9, sides + ["@@ -1 +1 @@", "-a", "+b", "\\ No newline at end of file", "\\ No newline"]),
    broken(.hunkWithoutFile, 2, ["text", "@@ -1 +1 @@", "-a", "+b"]),
    broken(.malformedMode, 2, ["diff --git a/x b/x", "old mode 10064", "new mode 100755"]),
    broken(.malformedMode, 2, ["diff --git a/x b/x", "new file mode 000000"]),
    broken(.malformedHeader, 2, ["diff --git a/x b/x", "index 1234567..xyz 100644"]),
    broken(.malformedHeader, 2, ["diff --git a/x b/x", "similarity index 101%"]),
    broken(.malformedHeader, 4, head + ["--- a/x", "@@ -1 +1 @@", "-a", "+b"]),
    broken(
      .malformedHeader, 2,
      ["diff --git a/x b/x", "indx 1234567..89abcde", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "-a", "+b"]),
    broken(.malformedPath, 4, ["diff --git a/x b/y", "similarity index 90%", "rename from x", "rename to \"y"]),
    broken(.differentNames, 1, ["diff --git a/x b/y", "old mode 100644", "new mode 100755"]),
    broken(.differentNames, 1, head + ["--- a/x", "+++ b/y", "@@ -1 +1 @@", "-a", "+b"]),
    broken(.differentNames, 3, head + ["Binary files a/x and b/y differ"]),
    broken(.contradiction, 1, ["diff --git a/x b/x", "old mode 100644"]),
    broken(.contradiction, 1, ["diff --git a/x b/y", "rename from x", "copy to y"]),
    broken(.contradiction, 3, ["diff --git a/x b/x", "old mode 100644", "old mode 100644"]),
    broken(
      .contradiction, 3,
      ["diff --git a/x b/x", "new file mode 100644", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "-a", "+b"]),
    broken(
      .contradiction, 8,
      ["diff --git a/x b/x", "new file mode 100644", "--- /dev/null", "+++ b/x", "@@ -1 +1 @@", "-a", "+b"]),
    broken(.malformedBinaryPatch, 5, head + ["GIT binary patch", "literal 2", "Bcmexo@"]),
    broken(.malformedBinaryPatch, 6, head + ["GIT binary patch", "literal 2", "Bcmexo"]),
    broken(.convertedLineEnds, 1, ["diff --git a/x b/x\r", "old mode 100644\r", "new mode 100755\r"]),
    broken(
      .contradiction, 5,
      ["diff --cc x", "index 1234567,2345678..89abcde", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "-a", "+b"]),
    broken(
      .unexpectedHunkLine, 6,
      [
        "diff --cc x", "index 1234567,2345678..89abcde", "--- a/x", "+++ b/x", "@@@ -1 -1 +1 @@@", "-+y",
      ]),
  ]

  @Test(arguments: cases)
  func `is told with its line`(_ broken: Case) throws {
    let text = broken.lines.map { $0 + "\n" }
    let error = #expect(throws: DiffError.self) { try Diff(parsing: Array(text.joined().utf8)) }
    #expect(error?.reason == broken.reason && error?.line == broken.line, "\(broken.lines)")
    #expect(error?.offset == text.prefix(broken.line - 1).reduce(0) { $0 + $1.utf8.count })
  }

  @Test func `a person reads where and what`() {
    let error = DiffError(.incompleteHunk, line: 7, offset: 90).error(in: "standard input")
    #expect(
      error.line == "error: standard input is not a valid diff: line 7 (byte 90): the diff ends before the hunk does")
    #expect(error.exitCode == .dataError)
  }
}
