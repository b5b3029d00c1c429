extension BlockMachine {
  /// What came of a look at the beginning of a line.
  enum Beginning { case unknown, declined, started }

  // MARK: Lines that are not complete

  /// Takes the beginning of a line where the rest of it can only go on in the same text.
  mutating func begin(_ bytes: UnsafeBufferPointer<UInt8>) -> Beginning {
    guard leaf == .none || leaf == .paragraph else { return .declined }
    switch LineProbe.kind(bytes, inParagraph: leaf == .paragraph, mayBeTable: !setup.isAppendOnly) {
    case .unknown: return .unknown
    case .other: return .declined
    case .text: partial = .paragraph
    case .heading: partial = .heading
    }
    line(bytes)
    if leaf != .paragraph { beginText(.body) }
    return .started
  }

  /// Takes more of the line.
  mutating func extend(_ bytes: UnsafeBufferPointer<UInt8>) {
    paragraph.append(bytes)
    settle()
  }

  /// Takes the rest of the line.
  mutating func endPartial(_ bytes: UnsafeBufferPointer<UInt8>) {
    paragraph.append(bytes)
    if partial == .heading {
      let end = paragraph.pending.withUnsafeBufferPointer { LineStart.headingEnd($0[...]) }
      paragraph.pending.removeSubrange(end...)
      closeParagraph()
    } else {
      settle()
    }
    partial = .none
  }

  /// Ends the answer.
  mutating func finish() {
    closeLeaf()
    close(to: 0)
    let late = inline.references.late
    guard !late.isEmpty else { return }
    blankIsDue = hasRows
    showDueBlank()
    for (label, address) in late {
      writer.text([UInt8(ascii: "[")] + label + Array("]: ".utf8), TextStyle(.address))
      let checked = setup.hyperlinks ? LinkAddress.checked(address) : nil
      writer.text(address, TextStyle(.address, link: checked.map { writer.links.add($0) } ?? 0))
      writer.finish()
    }
    commitRows()
  }

  /// Starts anew, below what was written.
  mutating func restart(overlay: TextAttributes) {
    let output = writer.output
    let hadRows = hasRows
    self = BlockMachine(setup)
    writer.output = output
    writer.overlay = overlay
    (hasRows, blankIsDue) = (hadRows, hadRows)
  }

  // MARK: Preview

  /// Shows the beginning of a line and everything that is open.
  mutating func preview(_ bytes: UnsafeBufferPointer<UInt8>, showsHidden: Bool) {
    isPreview = true
    self.showsHidden = showsHidden
    writer.codeLimit = setup.fullLimit
    if partial != .none {
      paragraph.append(bytes)
    } else if !bytes.isEmpty {
      let isHidden = fence.map { $0.mayClose(bytes) } ?? LineProbe.isMarkup(bytes)
      if isHidden, !showsHidden { hiddenLength = bytes.count } else { line(bytes) }
    }
    if leaf == .paragraph { closeParagraph() } else if leaf == .table { closeTable() }
  }

  // MARK: Freezing

  /// Goes on below what a preview showed, as if it had been committed. Returns whether the bytes of the line were taken.
  mutating func freeze(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var isTaken = false
    if leaf == .fence {
      isTaken = writeCode(partial: bytes)
    } else if partial != .none {
      paragraph.append(bytes)
      isTaken = true
    } else if !bytes.isEmpty, begin(bytes) == .started {
      isTaken = true
    }
    if leaf == .paragraph {
      releaseHeldLine()
      paragraph.outgrow()
      writeAll(expects: true)
    }
    writer.finish()
    writer.output.discard()
    return isTaken && leaf != .fence
  }

  /// Writes what waits, where it may not wait any longer: what is open is text. Returns whether the line's bytes were taken.
  mutating func force(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if leaf == .fence {
      _ = writeCode(partial: bytes)
      writer.output.commitPart()
      return false
    }
    var isTaken = false
    if partial != .none {
      paragraph.append(bytes)
      isTaken = true
    } else if !bytes.isEmpty, begin(bytes) == .started {
      isTaken = true
    }
    guard leaf == .paragraph, partial != .none || bytes.isEmpty else { return isTaken }
    writeDead()
    writer.endWord()
    commitRows()
    return isTaken
  }

  /// Gives all of the pending text to the writer; what is open is text.
  mutating func writeDead() {
    paragraph.deadBefore = .max
    writeAll(expects: false)
  }

  /// Gives all of the pending text to the writer as it looks now.
  private mutating func writeAll(expects: Bool) {
    var situation = paragraph.situation(isFinal: false)
    situation.showsHidden = true
    writePending(situation, upTo: .max, expects: expects)
    paragraph.carried = inline.openCarried + (expects ? inline.openDelimiters : [])
    paragraph.drop(paragraph.pending.count)
    paragraph.deadBefore = 0
  }

  /// Writes the part of a line of code that came, where it cannot become the fence that closes the block. Returns whether it
  /// did.
  private mutating func writeCode(partial bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let fence, !bytes.isEmpty, !fence.mayClose(bytes) else { return false }
    var cursor = LineCursor(bytes)
    guard matchContainers(&cursor) == containers.count else { return false }
    cursor.skip(columns: min(cursor.indent.columns, fence.indent))
    let rest = cursor.rest.bytes
    guard codeWritten < rest.count else { return false }
    if codeWritten == 0, !writer.rowIsOpen { writer.openRow() }
    var column = 0
    writer.code(rest[(rest.startIndex + codeWritten)...], .codeBlock, at: &column)
    writer.setStyle(.plain)
    codeWritten = rest.count
    return true
  }
}
