/// The lines between `-----BEGIN … PRIVATE KEY-----` and its end: in a file, in a hunk of which only one end is seen, or on one line
/// as JSON has them.
struct PrivateKeyBlock {
  let text: [UInt8]
  let layout: SecretRedactor.Layout

  private static let begin = Array("BEGIN ".utf8)
  private static let end = Array("END ".utf8)
  private static let key = Array("PRIVATE KEY".utf8)
  private static let dashes = Array("-----".utf8)
  /// More than the lines of a key of 16,384 bits.
  private static let mostLines = 256
  /// Bytes of the shortest line that is one of a key without doubt: OpenSSH has 70, PEM 64, PGP 60 and more.
  private static let fullLine = 40
  /// Lines between the first one and the key, such as `Proc-Type: 4,ENCRYPTED`.
  private static let mostHeaders = 6
  private static let longestLine = 512
  /// Of a key on one line, in bytes.
  private static let longestBody = 16_384

  /// The key whose first line has its `BEGIN` at `at`: nil where it is none, or its lines are not there.
  func opened(_ at: Int) -> [SecretMatch]? {
    guard let rest = endOfLabel(at, Self.begin) else { return nil }
    // JSON and one-line strings have `\n` for the line ends.
    let body = rest..<endOfOneLineBody(rest)
    if longestRun(in: body) >= Self.fullLine { return [SecretMatch(kind: .privateKey, range: trimmed(body))] }
    // Else the label ends its line, apart from a quotation mark and the like.
    guard let lineEnd = text[rest...].prefix(16).firstIndex(of: Byte.lineFeed) else { return nil }
    let matches = lines(below: lineEnd)
    return matches.isEmpty ? nil : matches
  }

  /// Up to the label behind the key or the end of the line.
  private func endOfOneLineBody(_ start: Int) -> Int {
    let part = text[start...].prefix(Self.longestBody)
    return part.indices.first { part[$0] == Byte.lineFeed || part[$0...].starts(with: Self.dashes) } ?? part.endIndex
  }

  private func longestRun(in range: Range<Int>) -> Int {
    var (run, longest) = (0, 0)
    for at in range {
      run = ByteSet.base64.contains(text[at]) ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private func lines(below end: Int) -> [SecretMatch] {
    var matches: [SecretMatch] = []
    var start = end + 1
    var count = 0
    while start < text.count, count < (matches.isEmpty ? Self.mostHeaders : Self.mostLines) {
      let lineEnd = endOfLine(start)
      let line = content(of: start..<lineEnd)
      guard line.count <= Self.longestLine, firstDashes(in: line) == nil else { break }
      count += 1
      start = lineEnd + 1
      let body = trimmed(line)
      if isMaterial(body, least: matches.isEmpty ? Self.fullLine : 1) {
        matches.append(SecretMatch(kind: .privateKey, range: body, continues: !matches.isEmpty))
      } else if !matches.isEmpty || !isHeader(line) {
        break
      }
    }
    return matches
  }

  /// The lines of a key above its last line, which has its `END` at `at`; nil where it is none.
  ///
  /// - Parameter floor: what is in front of it was looked at before.
  func closed(_ at: Int, lineStart: Int, floor: Int) -> [SecretMatch]? {
    guard at - lineStart <= 64, endOfLabel(at, Self.end) != nil else { return nil }
    var matches: [SecretMatch] = []
    var end = lineStart - 1
    while end > floor, matches.count < Self.mostLines {
      let start = startOfLine(end)
      guard start >= floor, end - start <= Self.longestLine else { break }
      let body = trimmed(content(of: start..<end))
      // The last line of a key may be short, but not be a word.
      let least = matches.isEmpty ? 2 : Self.fullLine
      guard isMaterial(body, least: least) else { break }
      matches.append(SecretMatch(kind: .privateKey, range: body, continues: true))
      end = start - 1
    }
    guard matches.contains(where: { $0.range.count >= Self.fullLine }) else { return nil }
    matches.reverse()
    matches[0].continues = false
    return matches
  }

  // MARK: - Lines

  /// Where the line begins, or any place more than the longest line in front.
  func startOfLine(_ at: Int) -> Int {
    let part = text[..<at].suffix(Self.longestLine + 1)
    return part.lastIndex(of: Byte.lineFeed).map { $0 + 1 } ?? part.startIndex
  }

  /// Where the line ends, or any place more than the longest line behind.
  private func endOfLine(_ at: Int) -> Int {
    let part = text[at...].prefix(Self.longestLine + 2)
    return part.firstIndex(of: Byte.lineFeed) ?? part.endIndex
  }

  /// Without the marker of a diff.
  private func content(of line: Range<Int>) -> Range<Int> {
    layout == .hunk && !line.isEmpty ? (line.lowerBound + 1)..<line.upperBound : line
  }

  /// The end of a label such as `BEGIN RSA PRIVATE KEY-----`, which has dashes in front.
  private func endOfLabel(_ at: Int, _ word: [UInt8]) -> Int? {
    guard at >= Self.dashes.count, text[at...].starts(with: word),
      text[(at - Self.dashes.count)..<at].elementsEqual(Self.dashes)
    else { return nil }
    let label = text[at...].prefix(64)
    guard let end = label.firstIndex(of: Byte.minus), text[end...].starts(with: Self.dashes) else { return nil }
    let name = text[at..<end]
    let keyStart = name.endIndex - Self.key.count
    let isKey = keyStart > at && name[keyStart...].elementsEqual(Self.key)
    let isBlock = name.count > 17 && name.suffix(17).elementsEqual("PRIVATE KEY BLOCK".utf8)
    return isKey || isBlock ? end + Self.dashes.count : nil
  }

  private func firstDashes(in line: Range<Int>) -> Int? {
    var at = line.lowerBound
    while let start = text[at..<line.upperBound].firstIndex(of: Byte.minus) {
      if text[start..<line.upperBound].starts(with: Self.dashes) { return start }
      at = start + 1
    }
    return nil
  }

  /// Without what a literal or a comment has around its text: blanks, quotation marks, `\n`, commas, plus signs, stars and slashes.
  private func trimmed(_ line: Range<Int>) -> Range<Int> {
    var (start, end) = (line.lowerBound, line.upperBound)
    while start < end, !ByteSet.alphanumeric.contains(text[start]) {
      // The first letter behind a backslash belongs to it.
      start += text[start] == Byte.backslash && start + 1 < end ? 2 : 1
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      while start < end, !ByteSet.base64.contains(text[end - 1]) || text[end - 1] == Byte.plus && end - start < 2 {
        end -= 1
        isChanged = true
      }
      if end - start >= 2, text[end - 2] == Byte.backslash {
        end -= 2
        isChanged = true
      }
    }
    return start..<end
  }

  /// Whether a line is nothing but base64, and no word.
  private func isMaterial(_ range: Range<Int>, least: Int) -> Bool {
    range.count >= least && Self.base64Count(text[range]) == range.count
      && (range.count < 12 || SecretLikelihood.isRandom(text[range]))
  }

  private static func base64Count(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + (ByteSet.base64.contains($1) ? 1 : 0) }
  }

  /// Whether it may stand between the first line and the key: nothing, or `Proc-Type: 4,ENCRYPTED`.
  private func isHeader(_ line: Range<Int>) -> Bool {
    text[line].allSatisfy { $0 <= Byte.space || Self.isFrame($0) } || text[line].contains(Byte.colon)
  }

  private static func isFrame(_ byte: UInt8) -> Bool { !ByteSet.alphanumeric.contains(byte) }
}
