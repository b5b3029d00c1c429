/// The functions and imports of the files of a change, each looked for once.
struct FileOutlines: Sendable {
  private struct File: Sendable {
    let outline: SourceOutline
    /// Each line without its line feed.
    let lines: [ArraySlice<UInt8>]
  }

  /// Of imports, more than this tells a model nothing.
  private static let mostImports = 30

  private let files: [Int: File]
  private let byPath: [RawPath: Int]
  private let guidance: ReviewGuidance

  /// - Parameter indices: of the files in the diff.
  init(of indices: [Int], in change: ReviewedChange) async {
    let found = await ConcurrentMap.values(count: indices.count) { { Self.file(indices[$0], of: change) } }
    var files: [Int: File] = [:]
    var byPath: [RawPath: Int] = [:]
    for case (let index, let file?) in zip(indices, found) {
      files[index] = file
      if let path = change.diff.files[index].newPath { byPath[path] = index }
    }
    (self.files, self.byPath, guidance) = (files, byPath, change.guidance)
  }

  private static func file(_ index: Int, of change: ReviewedChange) -> File? {
    let file = change.diff.files[index]
    guard let path = file.newPath, let text = text(of: index, file, change) else { return nil }
    return File(
      outline: SourceOutline(path: path.bytes, text: text[...]),
      lines: text.split(separator: 0x0A, omittingEmptySubsequences: false))
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

  /// A piece by itself.
  func prompt(_ piece: DiffPacker.Piece, of change: ReviewedChange) -> PromptPart {
    let passage = change.diff.passages.last { $0.filesBefore <= piece.file }
    return PromptPart(
      files: [file(piece, of: change)], commitText: passage.map { change.diff.bytes[$0.range].prefix(2_000) } ?? [],
      guidance: guidance(for: [change.diff.files[piece.file].path.bytes]))
  }

  /// Pieces together, with what the author says of the change in front of the first one.
  func prompt(of pieces: [PromptPart]) -> PromptPart {
    let files = pieces.flatMap(\.files)
    return PromptPart(
      files: files, commitText: pieces.first?.commitText ?? [], guidance: guidance(for: files.map(\.path)))
  }

  private func guidance(for paths: [[UInt8]]) -> String { guidance.text(for: paths, matches: GlobMatching.matches) }

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

  // MARK: What quotes are proven against

  /// All that the diff shows of a file, given by its index, and nothing around it.
  func side(ofFile index: Int, of change: ReviewedChange) -> NewSide {
    side(DiffPacker.Piece(file: index, hunks: change.diff.files[index].hunks, tokens: 0), [], of: change)
  }

  /// - Parameter prompt: the piece as the model is shown it.
  func side(_ piece: DiffPacker.Piece, _ prompt: [PromptFile], of change: ReviewedChange) -> NewSide {
    let file = change.diff.files[piece.file]
    var lines = prompt.flatMap { $0.imports + $0.hunks.flatMap(\.enclosing) }.compactMap { line in
      line.number.map { number in
        let text = Self.shown(line.text)
        return NewSide.Line(number, text, .surrounding, isVerbatim: text.elementsEqual(line.text))
      }
    }
    var removed: [[UInt8]] = []
    for line in piece.hunks.flatMap(\.lines) {
      let content = change.diff.content(of: line)
      let text = Self.shown(content)
      if let number = line.newNumber {
        lines.append(
          NewSide.Line(
            number, text, line.change == .added ? .added : .context, isUnterminated: line.lacksLineFeed,
            isVerbatim: text.elementsEqual(content)))
      } else {
        removed.append(text)
      }
    }
    return NewSide(
      path: file.path, oldPath: file.oldPath, lines: lines, removedLines: removed,
      endsWithFile: ends(piece.hunks, piece.file, of: change))
  }

  /// Whether a file ends with the last line of some of its hunks, as far as that can be told.
  private func ends(_ hunks: [Hunk], _ index: Int, of change: ReviewedChange) -> Bool {
    func lastNumber(_ hunk: Hunk?) -> Int? { hunk?.lines.last { $0.newNumber != nil }?.newNumber }
    let file = change.diff.files[index]
    guard let last = lastNumber(hunks.last), let end = file.hunks.last else { return false }
    if let text = change.texts[index] {
      return last == text.count { $0 == 0x0A } + (text.last == 0x0A ? 0 : 1)
    }
    guard last == lastNumber(end) else { return false }
    // A diff that shows unchanged lines at all shows them behind the last change, where there are any.
    return file.kind == .added
      || end.lines.last?.change != .context && end.lines.contains { $0.change == .context }
  }

  /// A line as the model is shown it, or it could not be quoted; with its carriage return, or suggestions would not apply.
  private static func shown(_ line: ArraySlice<UInt8>) -> [UInt8] {
    Array(PromptText.visible(line).utf8) + (line.last == 0x0D ? [0x0D] : [])
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
