extension CodeScanner {
  /// Opens the region of a group whose literal stands here; false where none does. `start` is where its prefix begins.
  mutating func open(group: UInt8, from start: Int) -> Bool {
    let byte = Int(bytes[position])
    for candidate in grammar.firstCandidate[byte]..<grammar.firstCandidate[byte + 1] {
      let number = Int(grammar.candidates[Int(candidate)])
      let region = grammar.regions[number]
      if region.group == group, isAtLiteral(of: region), isPlace(region.place), open(region, number, from: start) {
        return true
      }
    }
    return false
  }

  /// With hashes in front of it the literal is looked for behind them.
  private func isAtLiteral(of region: Region) -> Bool {
    if case .hashes = region.fence { return true }
    return matches(region.open, at: position)
  }

  private func isPlace(_ place: Region.Place) -> Bool {
    switch place {
    case .anywhere: return true
    case .lineMargin: return position == 0
    case .operand: return expectsOperand
    case .wordStart:
      guard let before = byteBefore(position) else { return true }
      return Byte.isBlank(before) || before == Byte.semicolon || before == Byte.ampersand || before == Byte.bar
        || before == Byte.closeParenthesis || before == Byte.openParenthesis
    }
  }

  private mutating func open(_ region: Region, _ number: Int, from start: Int) -> Bool {
    var frame = Frame(content: .region(number), isAssigned: isAssigned(start))
    var stop = position + region.open.count
    switch region.fence {
    case .none, .closesAtLineStart:
      break
    case .hashes:
      frame.run = run(of: Byte.hash, at: position)
      guard matches(region.open, at: position + frame.run) else { return false }
      stop += frame.run
    case .longBracket:
      frame.run = run(of: Byte.equals, at: stop)
      stop += frame.run
      guard stop < end, bytes[stop] == Byte.openBracket else { return false }
      stop += 1
    case .quoteRun:
      frame.run = region.close.count + run(of: Byte.quote, at: stop)
      stop += frame.run - region.close.count
    case .parenthesisTag, .dollarTag:
      guard let tagged = openTag(&frame, region, stop) else { return false }
      stop = tagged
    case .heredoc(let style):
      return openHeredoc(frame, style)
    case .anyDelimiter:
      guard let delimited = openDelimiter(&frame, stop) else { return false }
      stop = delimited
    case .sign:
      out.add(position, stop, region.kind)
      position = stop
      return true
    case .regularExpression:
      return scanRegularExpression(region)
    case .characterOrLifetime:
      return scanCharacterOrLifetime()
    }
    out.add(start, stop, region.kind)
    position = stop
    if region.close.isEmpty, !isEndedByLine(region) {
      out.add(stop, end, region.kind)
      position = end
    } else if stack.count < Self.depthLimit {
      stack.append(frame)
    }
    if region.kind != .comment { noteOperand() }
    return true
  }

  /// Regions that have an end besides the line's although their closing literal is empty.
  private func isEndedByLine(_ region: Region) -> Bool {
    if case .anyDelimiter = region.fence { return true }
    return false
  }

  /// What was just read is a value.
  mutating func noteOperand() {
    expectsOperand = false
    introduced = .plain
  }

  /// `R"tag(` or `$tag$`; C++ allows sixteen bytes of tag.
  private func openTag(_ frame: inout Frame, _ region: Region, _ start: Int) -> Int? {
    var isParenthesis = false
    if case .parenthesisTag = region.fence { isParenthesis = true }
    var stop = start
    while stop < end, stop - start <= (isParenthesis ? 16 : 64) {
      let byte = bytes[stop]
      if byte == (isParenthesis ? Byte.openParenthesis : Byte.dollar) {
        frame.tag = Array(bytes[start..<stop])
        return stop + 1
      }
      let isTag = Byte.isWord(byte) && (stop > start || !Byte.isDigit(byte))
      guard isParenthesis ? byte != Byte.quote && byte != Byte.backslash && !Byte.isBlank(byte) : isTag else {
        return nil
      }
      stop += 1
    }
    return nil
  }

  /// `%w[`, `%(`, `%q{`: a letter may say what it makes, then comes a delimiter that is neither word nor blank.
  private func openDelimiter(_ frame: inout Frame, _ start: Int) -> Int? {
    guard expectsOperand, start < end else { return nil }
    let hasLetter = Byte.isLetter(bytes[start])
    guard !hasLetter || "qQwWiIrsx".utf8.contains(bytes[start]) else { return nil }
    let index = start + (hasLetter ? 1 : 0)
    guard index < end, !Byte.isWord(bytes[index]), !Byte.isBlank(bytes[index]), bytes[index] != Byte.equals else {
      return nil
    }
    frame.open = bytes[index]
    frame.close = Self.mirrored(bytes[index])
    return index + 1
  }

  private static func mirrored(_ byte: UInt8) -> UInt8 {
    switch byte {
    case Byte.openParenthesis: Byte.closeParenthesis
    case Byte.openBracket: Byte.closeBracket
    case Byte.openBrace: Byte.closeBrace
    case Byte.less: Byte.greater
    default: byte
    }
  }

  /// A regular expression stands whole on its line, or the slash divides.
  private mutating func scanRegularExpression(_ region: Region) -> Bool {
    guard !hasOpenExpression else { return false }
    var stop = position + 1
    var isInClass = false
    while stop < end {
      let byte = bytes[stop]
      if byte == Byte.backslash {
        stop += 1
      } else if byte == Byte.openBracket {
        isInClass = true
      } else if byte == Byte.closeBracket {
        isInClass = false
      } else if byte == Byte.slash, !isInClass {
        let flags = endOfWord(stop + 1)
        out.add(position, flags, region.kind)
        position = flags
        noteOperand()
        return true
      }
      stop += 1
    }
    hasOpenExpression = true
    return false
  }

  /// `'a'`, `'\n'`, `'é'`: a character; `'a`: a lifetime or a loop's label.
  private mutating func scanCharacterOrLifetime() -> Bool {
    var stop = position + 1
    guard stop < end else { return false }
    if bytes[stop] == Byte.backslash {
      stop += 2
      while stop < end, stop - position < 16, bytes[stop] != Byte.apostrophe { stop += 1 }
    } else {
      stop += 1
      while stop < end, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
    }
    if stop < end, bytes[stop] == Byte.apostrophe {
      out.add(position, stop + 1, .string)
    } else {
      stop = endOfWord(position + 1) - 1
      out.add(position, stop + 1, .constant)
    }
    position = min(stop + 1, end)
    noteOperand()
    return true
  }
}
