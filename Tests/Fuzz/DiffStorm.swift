// Diffs, made up and spoiled, as many as asked for: FuzzDiff's checks without a fuzzer's guidance, and without its cost. Some are made of
// whole files and hunks with a few bytes changed, the others of what lines of diffs begin with.
//
//   diff-storm COUNT SEED      prints the diffs, how many of them were accepted, bytes and seconds; ends with the input in hexadecimal
//                              where a check fails
//   diff-storm HEXADECIMAL     checks this input again

internal import Glibc

@main enum DiffStorm {
  private static let fragments: [[UInt8]] = [
    "diff --git a/x b/x\n", "diff --git a/x y b/x y\n", "diff --git \"a/\\303\\251\" \"b/\\303\\251\"\n",
    "diff --git x x\n",
    "diff --cc x\n", "diff --combined \"x\\t\"\n", "diff -ru a b\n", "index 1234567..89abcde 100644\n",
    "index 0000000..89abcde\n",
    "index 1234567,2345678..89abcde\n", "mode 100644,000000..100755\n", "old mode 100644\n", "new mode 100755\n",
    "new file mode 120000\n", "deleted file mode 100644\n", "similarity index 90%\n", "dissimilarity index 1%\n",
    "rename from x\n", "rename to y\n", "copy from \"x\"\n", "copy to x\n", "--- a/x\n", "+++ b/x\n", "--- /dev/null\n",
    "+++ /dev/null\n", "--- a/x y\t\n", "+++ b/x y\t\n", "--- x\t1970-01-01 00:00:00\n", "@@ -1 +1 @@\n",
    "@@ -0,0 +1,2 @@ f\n",
    "@@ -1,2 +0,0 @@\n", "@@@ -1,1 -1,1 +1,2 @@@\n", "@@ -9,3 +9,2 @@ \n", "Binary files a/x and b/x differ\n",
    "Binary files differ\n", "GIT binary patch\n", "literal 2\nBcmexo\n\n", "delta 3\n",
    "\\ No newline at end of file\n", " a\n",
    "+b\n", "-c\n", "++d\n", "- e\n", "  f\n", "\n", "-- \n", "2.39.5\n", "From 0123 Mon Sep 17\n", "commit 0123\n",
    "Only in a: b\n",
    "Submodule s 1234567..89abcde:\n", "  > one\n", "* Unmerged path x\n", "text\n", "\r\n", "\"", "\\", " ", "\t",
    "a/", "\u{0}", "9",
    "@@", "\u{FF}",
  ].map { Array($0.utf8) }

  static func main() {
    let arguments = CommandLine.arguments
    if arguments.count == 2, let input = StormInput.bytes(hexadecimal: arguments[1]) {
      _ = check(input)
      puts("nothing lost, nothing made up")
      return
    }
    guard arguments.count == 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      puts("usage: diff-storm COUNT SEED, or diff-storm HEXADECIMAL")
      exit(64)
    }
    StormInput.tellWhatTraps()
    var (random, bytes, accepted) = (SeededRandom(seed: seed), 0, 0)
    let start = ContinuousClock().now
    for number in 0..<count {
      let input = input(&random)
      bytes += input.count
      StormInput.current = input
      accepted += check(input)
      if number % 1_000_000 == 999_999 { puts("\(number + 1) diffs") }
    }
    let seconds = (ContinuousClock().now - start).components.seconds
    puts(
      "\(count) diffs, \(accepted) accepted, \(bytes) bytes, \(seconds) s, seed \(seed): nothing lost, nothing made up")
  }

  private static func check(_ input: [UInt8]) -> Int {
    Int(input.withUnsafeBufferPointer { fuzzDiff($0.baseAddress, $0.count) })
  }

  private static func input(_ random: inout SeededRandom) -> [UInt8] {
    var input: [UInt8] = []
    if random.chance(0.3) {
      for _ in 0..<random.integer(1...14) { input += random.pick(fragments) }
      return input
    }
    for _ in 0..<random.integer(1...3) { input += file(&random) }
    guard random.chance(0.7) else { return input }
    for _ in 0..<random.integer(1...3) {
      let at = random.below(input.count)
      switch random.below(4) {
      case 0: input[at] = UInt8(random.below(256))
      case 1: input.remove(at: at)
      case 2: input.removeSubrange(at..<min(input.count, at + random.below(20)))
      default: input.insert(contentsOf: random.pick(fragments), at: at)
      }
      if input.isEmpty { return input }
    }
    return input
  }

  /// A file as git, or diff, shows it.
  private static func file(_ random: inout SeededRandom) -> [UInt8] {
    let path = random.pick(["x", "a/b", "with space", "b/b", "x b/x", "deep/er/file.c"])
    let tab = path.contains(" ") ? "\t" : ""
    var text = ""
    switch random.below(6) {
    case 0: text = "--- old/\(path)\t2024-01-01\n+++ new/\(path)\t2024-01-01\n"
    case 1:
      text = "diff --git a/\(path) b/moved\nsimilarity index 50%\nrename from \(path)\nrename to moved\n"
      text += "index 1234567..89abcde 100644\n--- a/\(path)\(tab)\n+++ b/moved\n"
    case 2: return Array("diff --git a/\(path) b/\(path)\nold mode 100644\nnew mode 100755\n".utf8)
    case 3: return combined(path, &random)
    default:
      text = "diff --git a/\(path) b/\(path)\nindex 1234567..89abcde 100644\n--- a/\(path)\(tab)\n+++ b/\(path)\(tab)\n"
    }
    var line = 1
    for _ in 0..<random.integer(1...3) {
      line += random.integer(1...9)
      text += hunk(at: line, &random)
      line += 20
    }
    return Array(text.utf8)
  }

  private static func hunk(at line: Int, _ random: inout SeededRandom) -> String {
    let markers = (0..<random.integer(1...9)).map { _ in random.pick([" ", "+", "-"]) }
    let (removed, added) = (markers.count { $0 != "+" }, markers.count { $0 != "-" })
    return "@@ -\(removed == 0 ? line - 1 : line),\(removed) +\(added == 0 ? line - 1 : line),\(added) @@ f\n"
      + markers.map { $0 + random.pick(["", "x", "-- a", "@@ -1 +1 @@", "long line \(line)", "\r"]) + "\n" }.joined()
  }

  private static func combined(_ path: String, _ random: inout SeededRandom) -> [UInt8] {
    let markers = (0..<random.integer(1...9)).map { _ in random.pick(["  ", "++", "--", "+ ", " +", "- ", " -"]) }
    let added = markers.count { !$0.contains("-") }
    let text =
      "diff --cc \(path)\nindex 1234567,2345678..89abcde\n--- a/\(path)\n+++ b/\(path)\n@@@ -1,9 -1,9 +1,\(added) @@@\n"
    return Array((text + markers.map { $0 + "x\n" }.joined()).utf8)
  }
}
