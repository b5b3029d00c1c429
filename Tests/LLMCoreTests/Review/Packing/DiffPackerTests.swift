import LLMCore
import LLMTestKit
import Testing

/// Parts of a diff.
@Suite struct DiffPackerTests {
  /// A diff that adds so many lines of a length to each of some files.
  private static func addition(_ files: [(path: String, lines: Int)], length: Int = 10) throws(DiffError) -> Diff {
    var text = ""
    for file in files {
      text += "diff --git a/\(file.path) b/\(file.path)\nnew file mode 100644\n--- /dev/null\n+++ b/\(file.path)\n"
      text += "@@ -0,0 +1,\(file.lines) @@\n"
      for line in 0..<file.lines { text += "+" + String("\(line)" + String(repeating: "x", count: length)) + "\n" }
    }
    return try Diff(parsing: Array(text.utf8))
  }

  private func paths(_ diff: Diff, _ packing: DiffPacker.Packing) -> [[String]] {
    packing.parts.map { $0.pieces.compactMap { diff.files[$0.file].path.text } }
  }

  @Test func `what fits is one part`() throws {
    let diff = try Self.addition([("a/x", 2), ("b/y", 2)])
    let packing = DiffPacker(diff, limit: 10_000) { $0.count }.pack()
    #expect(paths(diff, packing) == [["a/x", "b/y"]] && packing.unreviewed.isEmpty)
    let texts = packing.parts[0].pieces.map { DiffPacker(diff, limit: 0) { $0.count }.text(of: $0) }
    #expect(texts.reduce([], +) == diff.bytes)
    #expect(packing.parts[0].tokens == diff.bytes.count)
  }

  @Test func `files of one folder stay together`() throws {
    let diff = try Self.addition([("a/x", 10), ("a/y", 10), ("b/x", 10), ("b/y", 10)])
    let packing = DiffPacker(diff, limit: 600) { $0.count }.pack()
    #expect(paths(diff, packing) == [["a/x", "a/y"], ["b/x", "b/y"]])
  }

  @Test func `small files fill up what is left`() throws {
    let diff = try Self.addition([("a/x", 25), ("b/x", 25), ("c/x", 1), ("d/x", 1)])
    let packing = DiffPacker(diff, limit: 650) { $0.count }.pack()
    #expect(paths(diff, packing) == [["a/x", "c/x", "d/x"], ["b/x"]])
  }

  @Test func `a file that is too large is cut between its hunks`() throws {
    var text = "--- a/x\n+++ b/x\n"
    for hunk in 0..<4 { text += "@@ -\(hunk * 10 + 1) +\(hunk * 10 + 1) @@\n-old\n+new\n" }
    let diff = try Diff(parsing: Array(text.utf8))
    let packing = DiffPacker(diff, limit: 80) { $0.count }.pack()
    #expect(packing.parts.map { $0.pieces.map(\.hunks.count) } == [[2], [2]])
    #expect(packing.parts.flatMap(\.pieces).flatMap(\.hunks) == diff.files[0].hunks)
  }

  @Test func `a hunk that is too large is cut between its lines, with its head put right`() throws {
    let diff = try parsed(
      "--- a/x", "+++ b/x", "@@ -10,4 +20,4 @@ f", " one", "-two", "+2", " three", "-four", "+4")
    let packer = DiffPacker(diff, limit: 55) { $0.count }
    let texts = packer.pack().parts.flatMap(\.pieces).map { String(decoding: packer.text(of: $0), as: UTF8.self) }
    #expect(
      texts == [
        "--- a/x\n+++ b/x\n@@ -10,2 +20,2 @@ f\n one\n-two\n+2\n",
        "--- a/x\n+++ b/x\n@@ -12,2 +22,2 @@ f\n three\n-four\n+4\n",
      ])
  }

  @Test func `a line that fits no part is named`() throws {
    let long = String(repeating: "y", count: 100)
    let diff = try parsed("--- a/x", "+++ b/x", "@@ -1,2 +1,3 @@", " one", "+\(long)", " three")
    let packing = DiffPacker(diff, limit: 60) { $0.count }.pack()
    #expect(packing.unreviewed == [DiffPacker.Unreviewed(file: 0, hunk: 0, line: 1, reason: .longLine)])
    let packer = DiffPacker(diff, limit: 60) { $0.count }
    let texts = packing.parts.flatMap(\.pieces).map { String(decoding: packer.text(of: $0), as: UTF8.self) }
    #expect(
      texts == [
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\n one\n@@ -2 +3 @@\n three\n"
      ])
  }

  @Test func `a head that fits no part takes its file along`() throws {
    let diff = try Self.addition([(String(repeating: "n", count: 200), 1), ("b", 1)])
    let packing = DiffPacker(diff, limit: 200) { $0.count }.pack()
    #expect(packing.unreviewed == [DiffPacker.Unreviewed(file: 0, hunk: nil, line: nil, reason: .longHead)])
    #expect(paths(diff, packing) == [["b"]])
  }

  @Test func `files without lines are their heads`() throws {
    let diff = try parsed(
      "diff --git a/b b/b", "index 1234567..89abcde 100644", "GIT binary patch", "literal 0", "HcmV?d00001", "",
      "diff --git a/x b/y", "similarity index 100%", "rename from x", "rename to y")
    let packer = DiffPacker(diff, limit: 1000) { $0.count }
    let pieces = packer.pack().parts.flatMap(\.pieces)
    #expect(pieces.map(\.hunks.count) == [0, 0])
    #expect(String(decoding: packer.text(of: pieces[0]), as: UTF8.self).hasSuffix("Binary files a/b and b/b differ\n"))
  }
}

/// Whatever the diff and the limit, no line is lost and none comes twice.
@Suite struct PackingPropertyTests {
  @Test(arguments: 0..<60)
  func `each line is in one part, or named`(seed: Int) async throws {
    var random = SeededRandom(seed: UInt64(seed))
    let diff = try RandomDiff.make(&random)
    let limit = random.integer(40...2000)
    let packer = DiffPacker(diff, limit: limit) { $0.count }
    let packing = packer.pack()
    #expect(packing == packer.pack())
    let files = Array(diff.files.indices)
    let cuts = await DiffPacker.cuts(of: files, in: diff, limit: limit, tasks: 3) { { $0.count } }
    #expect(cuts == files.map(packer.cut))

    var seen: [Range<Int>] = []
    var heads: Set<Int> = []
    for part in packing.parts {
      #expect(part.tokens <= limit && part.tokens == part.pieces.reduce(0) { $0 + $1.tokens } && !part.pieces.isEmpty)
      for piece in part.pieces {
        heads.insert(piece.file)
        #expect(packer.text(of: piece).count == piece.tokens)
        seen += piece.hunks.flatMap { $0.lines.map(\.content) }
        try check(piece, packer, diff)
      }
    }
    for left in packing.unreviewed {
      let hunks = diff.files[left.file].hunks
      if let hunk = left.hunk, let line = left.line {
        seen.append(hunks[hunk].lines[line].content)
      } else {
        heads.insert(left.file)
        seen += hunks.flatMap { $0.lines.map(\.content) }
      }
    }
    let all = diff.files.flatMap { $0.hunks.flatMap { $0.lines.map(\.content) } }
    #expect(seen.sorted { $0.lowerBound < $1.lowerBound } == all)
    #expect(heads.union(packing.unreviewed.map(\.file)) == Set(diff.files.indices))
  }

  /// The text of a piece is a diff, and its lines have the numbers they had.
  private func check(_ piece: DiffPacker.Piece, _ packer: DiffPacker, _ diff: Diff) throws {
    let again = try Diff(parsing: packer.text(of: piece))
    let (lines, expected) = (again.files[0].hunks.flatMap(\.lines), piece.hunks.flatMap(\.lines))
    #expect(lines.map(\.newNumber) == expected.map(\.newNumber))
    #expect(lines.map(\.oldNumber) == expected.map(\.oldNumber))
    #expect(lines.map { again.content(of: $0) } == expected.map { diff.content(of: $0) })
  }
}

/// Diffs made by chance.
enum RandomDiff {
  static func make(_ random: inout SeededRandom) throws(DiffError) -> Diff {
    var text = ""
    for file in 0..<random.integer(1...12) {
      let path = random.pick(["", "a/", "a/b/", "c/d e/"]) + "f\(file)"
      text += "diff --git a/\(path) b/\(path)\nindex 1234567..89abcde 100644\n"
      if random.chance(0.1) {
        text += "Binary files a/\(path) and b/\(path) differ\n"
        continue
      }
      text += "--- a/\(path)\(path.contains(" ") ? "\t" : "")\n+++ b/\(path)\(path.contains(" ") ? "\t" : "")\n"
      var (old, new) = (1, 1)
      for _ in 0..<random.integer(1...6) {
        let gap = random.integer(1...120)
        (old, new) = (old + gap, new + gap)
        text += hunk(&old, &new, &random)
      }
    }
    return try Diff(parsing: Array(text.utf8))
  }

  private static func hunk(_ old: inout Int, _ new: inout Int, _ random: inout SeededRandom) -> String {
    let markers = (0..<random.integer(1...20)).map { _ in random.pick([" ", "+", "-"]) }
    let (removed, added) = (markers.count { $0 != "+" }, markers.count { $0 != "-" })
    let head = "@@ -\(removed == 0 ? old - 1 : old),\(removed) +\(added == 0 ? new - 1 : new),\(added) @@ heading\n"
      .replacing(",1 ", with: " ")
    (old, new) = (old + removed, new + added)
    return head
      + markers.map { $0 + String(repeating: "z", count: random.chance(0.05) ? 300 : random.below(30)) + "\n" }.joined()
  }
}
