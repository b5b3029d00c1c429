/// Writes a part line by line. Whatever the change holds, each of its lines has a number, a mark and a bar in front, so that none can
/// be taken for one of the frame.
struct PromptPartText {
  private(set) var text = ""

  init(_ part: PromptPart) {
    if !part.commitText.isEmpty {
      text += "commit text:\n"
      var commitText = part.commitText
      while commitText.last == Byte.lineFeed { commitText = commitText.dropLast() }
      for line in commitText.split(separator: Byte.lineFeed, omittingEmptySubsequences: false) { write(line, "") }
      text += "\n"
    }
    for (index, file) in part.files.enumerated() {
      if index > 0 { text += "\n" }
      write(file)
    }
  }

  private mutating func write(_ file: PromptFile) {
    let origin = file.oldPath.map { ", before \(PromptText.path($0))" } ?? ""
    text += "file: \(PromptText.path(file.path)) (\(file.change)\(origin))\n"
    if !file.imports.isEmpty {
      text += "imports:\n"
      for line in file.imports { write(line) }
    }
    for hunk in file.hunks {
      text += "part:\n"
      for line in hunk.enclosing { write(line) }
      if let last = hunk.enclosing.last?.number, let first = hunk.lines.lazy.compactMap(\.number).first,
        first > last + 1
      {
        text += "…\n"
      }
      for line in hunk.lines { write(line) }
    }
  }

  private mutating func write(_ line: PromptLine) {
    let mark =
      switch line.side {
      case .context: " "
      case .added: "+"
      case .removed: "-"
      }
    let number = line.number.map(String.init) ?? ""
    write(line.text, String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number + " " + mark)
  }

  private mutating func write(_ line: ArraySlice<UInt8>, _ frame: String) {
    text += frame
    text += "|"
    text += PromptText.visible(line)
    text += "\n"
  }
}
