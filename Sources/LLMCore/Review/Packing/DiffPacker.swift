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
    /// The tokens of the file's head and of these hunks, counted each by itself.
    package var tokens: Int

    package init(file: Int, hunks: [Hunk], tokens: Int) {
      (self.file, self.hunks, self.tokens) = (file, hunks, tokens)
    }

    /// Where its first line stands in the diff; 0 for a file without lines. With the file, it tells pieces of a diff apart.
    package var start: Int { hunks.first?.lines.first?.content.lowerBound ?? 0 }
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
      /// The head of the file leaves no room for lines.
      case longHead
    }

    /// The index of the file in `Diff.files`.
    package var file: Int
    /// The index of the hunk in the file; nil where it is the whole file.
    package var hunk: Int?
    /// The index of the line in the hunk; nil where it is the whole file.
    package var line: Int?
    package var reason: Reason

    package init(file: Int, hunk: Int?, line: Int?, reason: Reason) {
      (self.file, self.hunk, self.line, self.reason) = (file, hunk, line, reason)
    }
  }

  /// What a diff was split into.
  package struct Packing: Sendable, Equatable {
    /// In the order of what they begin with.
    package var parts: [Part]
    package var unreviewed: [Unreviewed]
  }

  private let diff: Diff
  private let writer: DiffWriter
  private let limit: Int
  private let count: (ArraySlice<UInt8>) -> Int

  /// Packs for parts of so many tokens; `count` says how many a text has. It must not say less of a longer text.
  package init(_ diff: Diff, limit: Int, count: @escaping (ArraySlice<UInt8>) -> Int) {
    (self.diff, self.limit, self.count) = (diff, limit, count)
    writer = DiffWriter(diff, quoting: .controls, showsBinaryPatches: false)
  }

  /// A file as pieces that each fit a part. Files do not depend on each other, so several threads may each cut some of them, with a
  /// packer and a counter of their own.
  package struct Cut: Sendable, Equatable {
    package var pieces: [Piece]
    package var unreviewed: [Unreviewed]
  }

  /// Cuts a file, given by its index.
  package func cut(_ file: Int) -> Cut {
    var cutter = FileCutter(diff: diff, file: file, limit: limit, writer: writer, count: count)
    cutter.cut()
    return Cut(pieces: cutter.pieces, unreviewed: cutter.unreviewed)
  }

  /// Cuts files, given by their indices, on all processors; the cuts are in their order.
  ///
  /// - Parameters:
  ///   - limit: tokens of a part.
  ///   - counting: makes a counter of the tokens of texts for one of the tasks.
  package static func cuts(
    of files: [Int], in diff: Diff, limit: Int, tasks: Int = ConcurrentMap.usualTasks,
    counting: @escaping @Sendable () -> (ArraySlice<UInt8>) -> Int
  ) async -> [Cut] {
    await ConcurrentMap.values(count: files.count, tasks: tasks) {
      let packer = DiffPacker(diff, limit: limit, count: counting())
      return { packer.cut(files[$0]) }
    }
  }

  /// The parts for pieces of a diff, each once, in its order.
  ///
  /// - Parameter limit: tokens of a part.
  package static func parts(of pieces: [Piece], in diff: Diff, limit: Int) -> [Part] {
    let units = pieces.map { PathUnit(path: diff.files[$0.file].path, piece: $0) }
    return parts(FolderGroups.groups(units, limit: limit), limit: limit)
  }

  /// The parts for all files.
  package func pack() -> Packing {
    let cuts = diff.files.indices.map(cut)
    return Packing(
      parts: Self.parts(of: cuts.flatMap(\.pieces), in: diff, limit: limit), unreviewed: cuts.flatMap(\.unreviewed))
  }

  /// The text of a piece: the file's head and the hunks. Paths are shown as they are read, binary patches are left out.
  package func text(of piece: Piece) -> [UInt8] {
    writer.head(of: diff.files[piece.file]) + piece.hunks.flatMap { writer.bytes(of: $0) }
  }

  /// Parts that are still filled at the same time. Looking at all of them would take the square of their number.
  private static let openParts = 16

  /// Puts each group into the first open part that it fits.
  private static func parts(_ groups: [[Piece]], limit: Int) -> [Part] {
    var parts: [Part] = []
    var open: [Int] = []
    for group in groups {
      let tokens = group.reduce(0) { $0 + $1.tokens }
      if let part = open.first(where: { parts[$0].tokens + tokens <= limit }) {
        parts[part].pieces += group
        parts[part].tokens += tokens
      } else {
        if open.count == openParts { open.removeFirst() }
        open.append(parts.count)
        parts.append(Part(pieces: group, tokens: tokens))
      }
    }
    for part in parts.indices { parts[part].pieces.sort(by: isBefore) }
    return parts.sorted { left, right in
      guard let left = left.pieces.first, let right = right.pieces.first else { return false }
      return isBefore(left, right)
    }
  }

  /// The order of the diff. Parts of one hunk stand in it by their lines.
  private static func isBefore(_ left: Piece, _ right: Piece) -> Bool {
    (left.file, left.start) < (right.file, right.start)
  }
}
