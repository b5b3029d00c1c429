/// Shows a file that git does not know as one that was added, as `git diff` would if it knew it.
package enum AddedFileDiff {
  /// How much of a file git looks at to find out whether it is text.
  private static let binaryPrefix = 8000

  /// The diff, of a path below the top of the work tree. A link's content is where it points to. Content with a zero byte near its
  /// beginning is binary. There is no line with ids: git has no object for the file.
  package static func bytes(path: RawPath, mode: FileMode, content: [UInt8]) -> [UInt8] {
    func name(_ prefix: String) -> [UInt8] {
      QuotedPath.written(Array(prefix.utf8) + path.bytes, quoting: .nonASCII)
    }
    var text = Array("diff --git ".utf8) + name("a/") + [UInt8(ascii: " ")] + name("b/")
    text += Array("\nnew file mode \(mode.text)\n".utf8)
    if content.isEmpty { return text }
    if content.prefix(binaryPrefix).contains(0) {
      return text + Array("Binary files /dev/null and ".utf8) + name("b/") + Array(" differ\n".utf8)
    }
    text += Array("--- /dev/null\n+++ ".utf8) + name("b/")
    if path.bytes.contains(UInt8(ascii: " ")) { text.append(0x09) }
    let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false)
    let isWhole = content.last == 0x0A
    let count = isWhole ? lines.count - 1 : lines.count
    text += Array("\n@@ -0,0 +\(count == 1 ? "1" : "1,\(count)") @@\n".utf8)
    for line in lines.prefix(count) { text += [UInt8(ascii: "+")] + line + [0x0A] }
    if !isWhole { text += Array("\\ No newline at end of file\n".utf8) }
    return text
  }
}
