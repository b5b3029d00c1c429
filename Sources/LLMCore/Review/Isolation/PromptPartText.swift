/// Writes a part line by line. Whatever the change holds, each of its lines has a number, a mark and a bar in front, so that none can
/// be taken for one of the frame.
struct PromptPartText {
  private(set) var bytes: [UInt8] = []

  init(_ part: PromptPart) {
    if !part.commitText.isEmpty {
      bytes += "commit text:\n".utf8
      var commitText = part.commitText
      while commitText.last == Byte.lineFeed { commitText = commitText.dropLast() }
      for line in commitText.split(separator: Byte.lineFeed, omittingEmptySubsequences: false) { write(line) }
      bytes.append(Byte.lineFeed)
    }
    for (index, file) in part.files.enumerated() {
      if index > 0 { bytes.append(Byte.lineFeed) }
      write(file)
    }
  }

  private mutating func write(_ file: PromptFile) {
    let origin = file.oldPath.map { ", before \(PromptText.path($0))" } ?? ""
    bytes += "file: \(PromptText.path(file.path)) (\(file.change)\(origin))\n".utf8
    if !file.imports.isEmpty {
      bytes += "imports:\n".utf8
      for line in file.imports { write(line) }
    }
    for hunk in file.hunks {
      bytes += "part:\n".utf8
      for line in hunk.enclosing { write(line) }
      if let last = hunk.enclosing.last?.number, let first = hunk.lines.lazy.compactMap(\.number).first,
        first > last + 1
      {
        bytes += "…\n".utf8
      }
      for line in hunk.lines { write(line) }
    }
  }

  private mutating func write(_ line: PromptLine) {
    let mark =
      switch line.side {
      case .context: Byte.space
      case .added: Byte.plus
      case .removed: Byte.minus
      }
    let number = line.number.map(String.init) ?? ""
    for _ in 0..<max(0, Self.width - number.utf8.count) { bytes.append(Byte.space) }
    bytes += number.utf8
    bytes.append(Byte.space)
    bytes.append(mark)
    write(line.text)
  }

  /// Columns of a number.
  private static let width = 5

  private mutating func write(_ line: ArraySlice<UInt8>) {
    bytes.append(Byte.bar)
    PromptText.append(line, to: &bytes)
    bytes.append(Byte.lineFeed)
  }
}
