/// A line that cannot stand where it stands.
package struct DiffError: Error, Sendable, Equatable {
  /// What is wrong.
  package enum Reason: Sendable, Hashable {
    /// The text is larger than lines can be numbered in.
    case tooLarge
    case malformedHunkHead
    /// More lines of the hunk should come, and this is none.
    case unexpectedHunkLine
    /// The text ends before the hunk has all its lines.
    case incompleteHunk
    /// The hunk has its lines already.
    case surplusHunkLine
    /// `\ No newline at end of file` behind a line that cannot be the last one.
    case misplacedEndMark
    /// A hunk that belongs to no file.
    case hunkWithoutFile
    case malformedHeader
    case malformedMode
    case malformedPath
    /// The lines of the file's head do not agree on its names.
    case differentNames
    /// The hunk begins before the one in front of it.
    case disorderedHunks
    /// The head says of the file what cannot all be true.
    case contradiction
    case malformedBinaryPatch
    /// Lines of the head end in a carriage return, so those of the files cannot be trusted either.
    case convertedLineEnds
  }

  package var reason: Reason
  /// The number of the line in the diff, from 1.
  package var line: Int
  /// Where the line begins in the diff's bytes.
  package var offset: Int

  package init(_ reason: Reason, line: Int, offset: Int) {
    (self.reason, self.line, self.offset) = (reason, line, offset)
  }

  /// What is wrong, as a clause.
  package var words: String {
    switch reason {
    case .tooLarge: "the diff is larger than 4 GiB"
    case .malformedHunkHead: "this is not the head of a hunk"
    case .unexpectedHunkLine: "this is no line of a hunk, and the hunk lacks lines"
    case .incompleteHunk: "the diff ends before the hunk does"
    case .surplusHunkLine: "the hunk has all its lines already"
    case .misplacedEndMark: "no line before this one can be the last of its file"
    case .hunkWithoutFile: "this hunk belongs to no file"
    case .malformedHeader: "this line of a file's head is not understood"
    case .malformedMode: "this is not the mode of a file"
    case .malformedPath: "this is not the path of a file"
    case .differentNames: "the lines of the head name different files"
    case .disorderedHunks: "this hunk begins before the one in front of it"
    case .contradiction: "the lines of the head contradict each other"
    case .malformedBinaryPatch: "this is no line of a binary patch"
    case .convertedLineEnds: "the diff's line ends were converted to CRLF"
    }
  }

  /// The error for people; source is what the diff is called, as in "standard input".
  package func error(in source: String) -> LLMError {
    LLMError(
      .inputInvalid, "\(source) is not a valid diff: line \(line) (byte \(offset)): \(words)",
      advice: reason == .convertedLineEnds ? "Make the diff without converting line ends" : nil)
  }
}
