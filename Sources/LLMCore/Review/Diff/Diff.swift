/// A unified diff, read strictly: every line of it is in a file, in a hunk, or in one of the passages between them.
///
/// Lines, headings and messages are ranges of `bytes`, the text as it came; nothing is copied or repaired.
package struct Diff: Sendable, Equatable {
  /// The whole text.
  package let bytes: [UInt8]
  /// In the order of the text. One path may come twice, as where a file became a link, or in several commits.
  package let files: [FileChange]
  /// What stands before, between and behind the files: messages of commits, heads of mails, signatures.
  package let passages: [Passage]

  /// Text that is no diff.
  package struct Passage: Sendable, Hashable {
    /// Whole lines of the diff's bytes.
    package var range: Range<Int>
    /// How many files stand before it.
    package var filesBefore: Int

    package init(range: Range<Int>, filesBefore: Int) { (self.range, self.filesBefore) = (range, filesBefore) }
  }

  init(bytes: [UInt8], files: [FileChange], passages: [Passage]) {
    (self.bytes, self.files, self.passages) = (bytes, files, passages)
  }

  /// Reads what git, diff or a mail with patches says; no text at all is a diff without files.
  ///
  /// Throws `DiffError` where a line cannot be part of a diff or a hunk does not have the lines it announces.
  package init(parsing bytes: [UInt8]) throws(DiffError) {
    self = try DiffParser.parse(bytes)
  }

  /// The bytes of a line, without its marker and its line feed.
  package func content(of line: Hunk.Line) -> ArraySlice<UInt8> { bytes[line.content] }

  /// What a hunk's head says about where it is, as the name of a function; empty where it says nothing.
  package func heading(of hunk: Hunk) -> ArraySlice<UInt8> { bytes[hunk.heading] }

  /// The texts of the passages.
  package var texts: [ArraySlice<UInt8>] { passages.map { bytes[$0.range] } }
}
