extension CodeScanner {
  /// Reads a region on to its end, to a hole in it, or to the end of the line.
  mutating func scanRegion(_ region: Region) {
    let top = stack.count - 1
    let depth = stack.count
    var start = position
    while position < end, stack.count == depth {
      let byte = bytes[position]
      if region.stops[Int(byte)] == 0 {
        position += 1
      } else if let open = hole(region, at: position) {
        out.add(start, position, region.kind)
        openHole(open, stack[top].run)
        return
      } else if escapes(region, byte, stack[top]) {
        escapesLineEnd = position + 1 == end
        position = min(position + 2, end)
      } else if case .anyDelimiter = region.fence {
        scanDelimiter(byte, top)
      } else if let length = closing(region, stack[top]) {
        close(region, start, length)
        return
      } else if region.nests, matches(region.open, at: position) {
        stack[top].depth += 1
        position += region.open.count
      } else if region.hasVariables, byte == Byte.dollar, !stack[top].isLiteral, let stop = endOfVariable(position) {
        out.add(start, position, region.kind)
        out.add(position, stop, .property)
        (position, start) = (stop, stop)
      } else {
        position += 1
      }
    }
    out.add(start, position, region.kind)
  }

  private func escapes(_ region: Region, _ byte: UInt8, _ frame: Frame) -> Bool {
    guard byte == region.escape, region.escape != 0, !frame.isLiteral else { return false }
    if case .hashes = region.fence { return run(of: Byte.hash, at: position + 1, atMost: frame.run) == frame.run }
    return true
  }

  private func run(of byte: UInt8, at offset: Int, atMost limit: Int) -> Int {
    var stop = offset
    while stop < end, stop - offset < limit, bytes[stop] == byte { stop += 1 }
    return stop - offset
  }

  /// How long the closing literal is that stands here; nil where none does, or where it stands for itself.
  private mutating func closing(_ region: Region, _ frame: Frame) -> Int? {
    switch region.fence {
    case .heredoc, .closesAtLineStart: return nil
    case .longBracket:
      guard bytes[position] == Byte.closeBracket else { return nil }
      let stop = position + 1 + run(of: Byte.equals, at: position + 1, atMost: frame.run)
      guard stop - position - 1 == frame.run, stop < end, bytes[stop] == Byte.closeBracket else { return nil }
      return frame.run + 2
    case .hashes:
      guard matches(region.close, at: position) else { return nil }
      let run = run(of: Byte.hash, at: position + region.close.count, atMost: frame.run)
      return run == frame.run ? region.close.count + run : nil
    case .parenthesisTag:
      let stop = position + 1 + frame.tag.count
      guard matches(frame.tag, at: position + 1), stop < end, bytes[stop] == Byte.quote else { return nil }
      return frame.tag.count + 2
    case .dollarTag:
      let stop = position + 1 + frame.tag.count
      guard matches(frame.tag, at: position + 1), stop < end, bytes[stop] == Byte.dollar else { return nil }
      return frame.tag.count + 2
    case .quoteRun:
      let run = run(of: Byte.quote, at: position)
      if run < frame.run { position += run - 1 }
      return run < frame.run ? nil : run
    case .none, .sign, .anyDelimiter, .regularExpression, .characterOrLifetime:
      guard matches(region.close, at: position) else { return nil }
      guard region.isDoubled, matches(region.close, at: position + region.close.count) else {
        return region.close.count
      }
      position += region.close.count
      return nil
    }
  }

  private mutating func close(_ region: Region, _ start: Int, _ length: Int) {
    let top = stack.count - 1
    position += length
    out.add(start, position, region.kind)
    if stack[top].depth > 0 {
      stack[top].depth -= 1
      return
    }
    let isAssigned = stack.removeLast().isAssigned
    if grammar.traits.contains(.stringKeys), region.kind == .string, byteBehindBlanks(position) == Byte.colon {
      out.changeLast(to: .property)
    }
    if grammar.traits.contains(.settings), region.kind == .string, byteBehindBlanks(position) == Byte.equals {
      out.changeLast(to: .property)
    }
    if region.kind != .comment {
      noteOperand()
      expectsOperand = isAssigned
    }
  }

  /// One byte of `%w[…]`, whose brackets nest.
  private mutating func scanDelimiter(_ byte: UInt8, _ top: Int) {
    position += 1
    if byte == stack[top].close {
      if stack[top].depth == 0 {
        stack.removeLast()
        noteOperand()
      } else {
        stack[top].depth -= 1
      }
    } else if byte == stack[top].open {
      stack[top].depth += 1
    }
  }

  /// The hole that opens here, if the text is not literal and nesting has not gone too far.
  private mutating func hole(_ region: Region, at offset: Int) -> Region.Hole? {
    guard !region.holes.isEmpty, !stack[stack.count - 1].isLiteral, stack.count < Self.depthLimit else { return nil }
    let run = stack[stack.count - 1].run
    for hole in region.holes {
      if case .hashes = region.fence, run > 0 {
        // Swift's `\##(` in a string that two hashes open.
        guard bytes[offset] == Byte.backslash, self.run(of: Byte.hash, at: offset + 1, atMost: run) == run,
          offset + 1 + run < end, bytes[offset + 1 + run] == Byte.openParenthesis
        else { continue }
        return hole
      }
      guard matches(hole.open, at: offset) else { continue }
      if hole.isDoubled, matches(hole.open, at: offset + hole.open.count) {
        position += hole.open.count
        return nil
      }
      return hole
    }
    return nil
  }

  private mutating func openHole(_ hole: Region.Hole, _ run: Int) {
    let stop = position + hole.open.count + run
    out.add(position, stop, .punctuation)
    position = stop
    let open: UInt8 = hole.close == Byte.closeParenthesis ? Byte.openParenthesis : Byte.openBrace
    stack.append(Frame(content: .code, open: open, close: hole.close))
    expectsOperand = true
    introduced = .plain
    if grammar.traits.contains(.shell), hole.close == Byte.closeBrace { scanParameter() }
  }

  /// Leaves the code in a hole for the string around it.
  mutating func closeHole() {
    out.add(position, position + 1, .punctuation)
    position += 1
    let isAssigned = stack.removeLast().isAssigned
    noteOperand()
    expectsOperand = isAssigned
  }

  /// Where `$name` ends, or `$1`, `$?`, `$@`, or make's `$<` and `$^`; nil where a dollar is a dollar.
  func endOfVariable(_ offset: Int) -> Int? {
    guard offset + 1 < end else { return nil }
    let next = bytes[offset + 1]
    if Byte.isDigit(next) { return offset + 2 }
    if Byte.isWord(next) { return endOfWord(offset + 1) }
    return grammar.traits.contains(.shell) && "?@*#!$-<^".utf8.contains(next) ? offset + 2 : nil
  }
}
