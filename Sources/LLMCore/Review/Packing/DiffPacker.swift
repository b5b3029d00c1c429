/// Splits a diff into parts that each fit a number of tokens.
///
/// Files of one folder stay together where they fit. A file that fits no part is split between hunks, a hunk that fits none
/// between lines, with its head put right. The same diff, counter and limit give the same parts.
package struct DiffPacker {
  /// Some of what a diff says about one file.
  package struct Piece: Sendable, Equatable {
    /// The index of the file in `Diff.files`.
    package var file: Int
    /// All hunks of the file, some of them, or a part of one; none where the file has none.
    package var hunks: [Hunk]
    /// The tokens of its text: the file's head and these hunks.
    package var tokens: Int
  }

  /// What fits one request.
  package struct Part: Sendable, Equatable {
    /// In the order of the diff.
    package var pieces: [Piece]
    package var tokens: Int
  }

  /// What fits no part.
  package struct Unreviewed: Sendable, Equatable {
    package enum Reason: Sendable, Hashable {
      /// One line is longer than a part.
      case longLine
      /// The head of the file leaves no room for a line.
      case longHead
    }

    /// The index of the file in `Diff.files`.
    package var file: Int
    /// The index of the hunk in the file; nil where it is the whole file.
    package var hunk: Int?
    /// The indices of the lines in the hunk; nil where it is the whole file.
    package var lines: Range<Int>?
    package var reason: Reason
  }

  /// What a diff was split into.
  package struct Packing: Sendable, Equatable {
    /// In the order of their first files.
    package var parts: [Part]
    package var unreviewed: [Unreviewed]
  }

  private let diff: Diff
  private let limit: Int
  private let count: (ArraySlice<UInt8>) -> Int

  /// Packs for parts of so many tokens; `count` says how many a text has.
  package init(_ diff: Diff, limit: Int, count: @escaping (ArraySlice<UInt8>) -> Int) {
    (self.diff, self.limit, self.count) = (diff, limit, count)
  }

  /// The parts for these files, by their indices.
  package func pack(_ files: [Int]) -> Packing { Packing(parts: [], unreviewed: []) }

  /// The text of a piece, as git would print it: the file's head and the hunks.
  package func text(of piece: Piece) -> [UInt8] {
    let writer = DiffWriter(diff)
    return writer.head(of: diff.files[piece.file]) + piece.hunks.flatMap { writer.bytes(of: $0) }
  }
}
