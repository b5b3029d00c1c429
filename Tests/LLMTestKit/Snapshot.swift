import Glibc

/// A text that must not change unnoticed, kept in a file beside the test: `Snapshots/<name>`.
package struct Snapshot: Sendable {
  /// The text differs from the file, or there is no file.
  package struct Mismatch: Error, CustomStringConvertible {
    /// Names the file and the first line that differs.
    package let description: String
  }

  private let file: DiskFile
  private let mayRecord: Bool

  /// The snapshot with this file name, beside the test that asks.
  package init(_ name: String, besideTest testFile: String = #filePath) {
    let folder = testFile[..<(testFile.lastIndex(of: "/") ?? testFile.startIndex)]
    self.init(
      at: "\(folder)/Snapshots/\(name)",
      mayRecord: getenv("LLMCTL_RECORD_SNAPSHOTS").map { String(cString: $0) } == "1"
        && getenv("CI") == nil)
  }

  /// The snapshot in a file of the test's choice, whatever the environment says.
  package init(at path: String, mayRecord: Bool) {
    file = DiskFile(path)
    self.mayRecord = mayRecord
  }

  /// Compares; with `LLMCTL_RECORD_SNAPSHOTS=1` writes the file instead, but never where `CI` is set, since a build
  /// server that records can only say yes.
  package func verify(_ text: String) throws {
    if mayRecord { return try file.write(Array(text.utf8)) }
    let advice = "if the change is meant, record it with LLMCTL_RECORD_SNAPSHOTS=1"
    guard let stored = try file.readIfPresent() else {
      throw Mismatch(description: "there is no snapshot \(file.path); \(advice)")
    }
    guard stored != Array(text.utf8) else { return }
    let expected = String(decoding: stored, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(expected, actual).prefix { $0 == $1 }.count
    throw Mismatch(
      description: """
        \(file.path) differs at line \(line + 1); \(advice)
        stored: \(line < expected.count ? expected[line].debugDescription : "(end)")
        now:    \(line < actual.count ? actual[line].debugDescription : "(end)")
        """)
  }
}
