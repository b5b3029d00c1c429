/// A change as it is reviewed: the diff, and the files it leads to as far as they can be read.
struct ReviewedChange: Sendable {
  let diff: Diff
  /// What it is called in the report, such as `main...HEAD`.
  let source: String
  /// The new text of files, by their index in the diff; none where it cannot be known.
  let texts: [Int: [UInt8]]
  /// The secrets that were found in the diff, by the number of their line from 0 on.
  let secrets: [FoundSecret]
  /// Puts replaced secrets back; for the terminal only.
  let redactor: SecretRedactor
  /// What git does not know and is no text of a file: links, repositories of their own.
  let skipped: [ReviewReport.Skipped]
  /// What git does not know and could not be read.
  let unreadable: [ReviewReport.Unreviewed]
  /// The content of `.gitattributes` at the top.
  let attributes: [UInt8]
  /// The project's `.llmctl/review.md`.
  let guidance: ReviewGuidance
  /// The top of the repository; nil where there is none.
  let top: RawPath?
  /// Where its new files are; nil for a diff that somebody gave.
  let newFiles: ReviewDiffReader.NewFiles?

  var isEmpty: Bool { diff.files.isEmpty && skipped.isEmpty && unreadable.isEmpty }

  /// Whether it edits a file, named by a path whose end is the file's path in the repository.
  func edits(_ path: RawPath) -> Bool {
    diff.files.contains { file in
      let own = file.path.bytes
      return path.bytes.elementsEqual(own) || path.bytes.suffix(own.count + 1).elementsEqual([RawPath.slash] + own)
    }
  }
}
