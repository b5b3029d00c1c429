/// The functions and imports of the files of a change, each looked for once.
struct FileOutlines: Sendable {
  private struct File: Sendable {
    let outline: SourceOutline
    /// Each line without its line feed.
    let lines: [ArraySlice<UInt8>]
    /// How many lines there are; behind the last line feed there is none.
    let lineCount: Int
    /// Whether no line feed ends the last line; false where only the diff can tell.
    let isUnterminated: Bool
  }

  /// Of imports, more than this tells a model nothing.
  private static let mostImports = 30

  private let files: [Int: File]
  private let byPath: [RawPath: Int]
  private let guidance: ReviewGuidance

  init(_ change: ReviewedChange) {
    var files: [Int: File] = [:]
    var byPath: [RawPath: Int] = [:]
    for (index, file) in change.diff.files.enumerated() {
      guard let path = file.newPath, let text = Self.text(of: index, file, change) else { continue }
      let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
      // Of a new file the diff has lines alone, without what ends the last one.
      let end = change.texts[index]?.last
      files[index] = File(
        outline: SourceOutline(path: path.bytes, text: text[...]), lines: lines,
        lineCount: end == 0x0A ? lines.count - 1 : lines.count, isUnterminated: end.map { $0 != 0x0A } ?? false)
      byPath[path] = index
    }
    (self.files, self.byPath, guidance) = (files, byPath, change.guidance)
  }

  /// The new text; a new file stands whole in the diff.
  private static func text(of index: Int, _ file: FileChange, _ change: ReviewedChange) -> [UInt8]? {
    if let text = change.texts[index] { return text }
    guard file.kind == .added, file.binary == nil, !file.hunks.isEmpty else { return nil }
    return Array(file.hunks.flatMap(\.lines).map { change.diff.content(of: $0) }.joined(separator: [0x0A]))
  }

  /// The name of the function or class around a line; nil at the top of a file.
  func symbol(_ path: RawPath, _ line: Int) -> String? {
    guard let name = byPath[path].flatMap({ files[$0]?.outline.symbolName(at: line) }), !name.isEmpty else {
      return nil
    }
    return name
  }

  // MARK: What a model is shown

  func prompt(_ part: DiffPacker.Part, of change: ReviewedChange) -> PromptPart {
    let paths = part.pieces.map { change.diff.files[$0.file].path.bytes }
    return PromptPart(
      files: part.pieces.map { file($0, of: change) }, commitText: Self.commitText(of: part, change.diff)[...],
      guidance: guidance.text(for: paths, matches: GlobMatching.matches))
  }

  private func file(_ piece: DiffPacker.Piece, of change: ReviewedChange) -> PromptFile {
    let file = change.diff.files[piece.file]
    let shown = Set(piece.hunks.flatMap { $0.lines.compactMap(\.newNumber) })
    let imports = surrounding(files[piece.file]?.outline.imports ?? [], in: piece.file, besides: shown)
    return PromptFile(
      path: file.path.bytes, oldPath: file.oldPath == file.newPath ? nil : file.oldPath?.bytes,
      change: file.kind.word, imports: Array(imports.prefix(Self.mostImports)),
      hunks: piece.hunks.map { hunk in
        PromptHunk(
          enclosing: surrounding(enclosing(hunk, in: piece.file), in: piece.file, besides: shown),
          lines: hunk.lines.map { line in
            PromptLine(line.change.side, number: line.newNumber, text: change.diff.content(of: line))
          })
      })
  }

  /// The numbers of the lines that begin what is around a hunk.
  private func enclosing(_ hunk: Hunk, in file: Int) -> [Int] {
    guard let first = hunk.lines.first(where: { $0.newNumber != nil })?.newNumber else { return [] }
    return files[file]?.outline.enclosing(line: first).map(\.lines.lowerBound) ?? []
  }

  private func surrounding(_ numbers: [Int], in file: Int, besides shown: Set<Int>) -> [PromptLine] {
    guard let lines = files[file]?.lines else { return [] }
    return numbers.filter { !shown.contains($0) && lines.indices.contains($0 - 1) }.map {
      PromptLine(.context, number: $0, text: lines[$0 - 1])
    }
  }

  /// What the author says of the change in front of these files.
  private static func commitText(of part: DiffPacker.Part, _ diff: Diff) -> [UInt8] {
    let files = Set(part.pieces.map(\.file))
    guard let first = files.min() else { return [] }
    let passage = diff.passages.last { $0.filesBefore <= first }
    return passage.map { Array(diff.bytes[$0.range].prefix(2_000)) } ?? []
  }

  // MARK: What quotes are proven against

  /// - Parameter prompt: the piece as the model is shown it.
  func side(_ piece: DiffPacker.Piece, _ prompt: PromptFile, of change: ReviewedChange) -> NewSide {
    let file = change.diff.files[piece.file]
    let text = files[piece.file]
    var lines = (prompt.imports + prompt.hunks.flatMap(\.enclosing)).compactMap { line in
      line.number.map { number -> NewSide.Line in
        let shown = Self.shown(line.text)
        return NewSide.Line(number, shown, .surrounding, isExact: Self.isExact(shown, line.text))
      }
    }
    var removed: [[UInt8]] = []
    for line in piece.hunks.flatMap(\.lines) {
      let content = change.diff.content(of: line)
      let shown = Self.shown(content)
      if let number = line.newNumber {
        // git's diffs of merges do not tell.
        let isUnterminated = line.lacksLineFeed || text?.isUnterminated == true && number == text?.lineCount
        lines.append(
          NewSide.Line(
            number, shown, line.change == .added ? .added : .context, isUnterminated: isUnterminated,
            isExact: Self.isExact(shown, content)))
      } else {
        removed.append(shown)
      }
    }
    return NewSide(
      path: file.path, oldPath: file.oldPath, lines: lines, removedLines: removed,
      lineCount: text?.lineCount)
  }

  /// A line as the model is shown it, or it could not be quoted; with its carriage return, or suggestions would not apply.
  private static func shown(_ line: ArraySlice<UInt8>) -> [UInt8] {
    Array(PromptText.visible(line).utf8) + (line.last == 0x0D ? [0x0D] : [])
  }

  /// Whether a line stands in the file as it is shown.
  private static func isExact(_ shown: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    shown.elementsEqual(line) && !SecretRedactor.hasPlaceholder(line)
  }
}

extension FileChange.Kind {
  /// What a model is told happened to the file.
  var word: String {
    switch self {
    case .added: "added"
    case .deleted: "deleted"
    case .renamed: "renamed"
    case .copied: "copied"
    case .modified, .submoduleLog, .unmerged, .onlyOnOneSide: "modified"
    }
  }
}

extension Hunk.Change {
  var side: PromptLine.Side {
    switch self {
    case .context: .context
    case .added: .added
    case .removed: .removed
    }
  }
}
