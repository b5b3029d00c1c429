extension CodeScanner {
  /// `<<TAG` and its kin: the text begins on the next line, so the frame waits for the end of this one.
  mutating func openHeredoc(_ frame: Frame, _ style: Region.Heredoc) -> Bool {
    var frame = frame
    var stop = position + (style == .php ? 3 : 2)
    if style != .php, stop < end, bytes[stop] == Byte.minus || (style == .ruby && bytes[stop] == Byte.tilde) {
      frame.isIndented = true
      stop += 1
    }
    if style == .php { frame.isIndented = true }
    if style != .ruby { while stop < end, Byte.isBlank(bytes[stop]) { stop += 1 } }
    guard stop < end else { return false }
    let quote = bytes[stop]
    let isQuoted = quote == Byte.apostrophe || quote == Byte.quote || (style == .shell && quote == Byte.backslash)
    let start = isQuoted ? stop + 1 : stop
    var word = start
    while word < end, isTag(bytes[word], style) { word += 1 }
    guard word > start, isQuoted || !Byte.isDigit(bytes[start]) else { return false }
    // `$((1 << n))` shifts.
    if style == .shell, stack.count > 1, stack[stack.count - 1].depth > 0 { return false }
    // `a <<b` shifts and `class << self` opens a class; constants in capitals are what heredocs are named by.
    if style == .ruby, !isQuoted, !frame.isIndented, !Byte.isUppercase(bytes[start]) { return false }
    frame.tag = Array(bytes[start..<word])
    stop = word
    if isQuoted, quote != Byte.backslash {
      guard stop < end, bytes[stop] == quote else { return false }
      stop += 1
    }
    frame.isLiteral = isQuoted && quote != Byte.quote || (isQuoted && style == .shell)
    out.add(position, start - (isQuoted ? 1 : 0), .operator)
    out.add(start - (isQuoted ? 1 : 0), stop, .string)
    position = stop
    if stack.count + pending.count < Self.depthLimit { pending.append(frame) }
    noteOperand()
    return true
  }

  /// Whether the next line is a heredoc's text.
  var isInHeredoc: Bool {
    stack.contains { frame in
      guard case .region(let number) = frame.content else { return false }
      if case .heredoc = grammar.regions[number].fence { return true }
      return false
    }
  }

  private func isTag(_ byte: UInt8, _ style: Region.Heredoc) -> Bool {
    Byte.isWord(byte) || (style == .shell && (byte == Byte.minus || byte == Byte.dot || byte == Byte.exclamation))
  }

  /// Whether the line that begins here was the end of an open heredoc; it is then read as far as the tag.
  mutating func closeHeredoc() -> Bool {
    let frame = stack[stack.count - 1]
    guard case .region(let region) = frame.content, position == 0 else { return false }
    switch grammar.regions[region].fence {
    case .heredoc(let style): return closeHeredoc(frame, style)
    case .closesAtLineStart:
      guard matches(grammar.regions[region].close, at: 0) else { return false }
      out.add(0, end, grammar.regions[region].kind)
      position = end
      stack.removeLast()
      return true
    default: return false
    }
  }

  private mutating func closeHeredoc(_ frame: Frame, _ style: Region.Heredoc) -> Bool {
    var start = 0
    if frame.isIndented { while start < end, Byte.isBlank(bytes[start]) { start += 1 } }
    let stop = start + frame.tag.count
    guard matches(frame.tag, at: start) else { return false }
    // PHP goes on behind the tag: `EOT;` or `EOT, 2)`.
    guard style == .php ? stop == end || !Byte.isWord(bytes[stop]) : stop == end else { return false }
    out.add(start, stop, .string)
    position = stop
    stack.removeLast()
    expectsOperand = style != .php
    return stop == end
  }
}
