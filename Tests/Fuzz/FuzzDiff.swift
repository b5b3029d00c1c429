// Feeds texts to what reads diffs. Every byte of one that is accepted is in a file or in a passage; what is written is read again as the
// same; and every line is in one part of a packing, or named as left out.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzDiff(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = Array(UnsafeBufferPointer(start: start, count: count))
  let diff: Diff
  do throws(DiffError) {
    diff = try Diff(parsing: text)
  } catch {
    precondition((0...text.count).contains(error.offset), "an error outside of the text")
    // Behind a last line without a line feed is the next line all the same.
    let isBehind = error.offset == text.count && text.last != 0x0A && !text.isEmpty
    precondition(text[..<error.offset].count { $0 == 0x0A } + (isBehind ? 2 : 1) == error.line, "the wrong line")
    return 0
  }
  checkCover(diff)
  checkNumbers(diff)
  checkWriting(diff)
  checkPacking(diff, limit: 40 + count % 200)
  return 1
}

private func checkCover(_ diff: Diff) {
  var end = 0
  var passages = diff.passages[...]
  for number in 0...diff.files.count {
    while let passage = passages.first, passage.filesBefore == number {
      precondition(passage.range.lowerBound == end && !passage.range.isEmpty, "a gap before a passage")
      end = passage.range.upperBound
      passages = passages.dropFirst()
    }
    guard number < diff.files.count else { break }
    let file = diff.files[number]
    precondition(file.range.lowerBound == end && !file.range.isEmpty, "a gap before a file")
    end = file.range.upperBound
    precondition(diff.bytes[..<file.range.lowerBound].count { $0 == 0x0A } + 1 == file.line, "the wrong line")
  }
  precondition(end == diff.bytes.count && passages.isEmpty, "the end is missing")
}

private func checkNumbers(_ diff: Diff) {
  for file in diff.files {
    for hunk in file.hunks {
      let numbers = hunk.lines.compactMap(\.newNumber)
      precondition(numbers.count == hunk.new.count, "lines of the new side are missing")
      precondition(numbers.first == nil || numbers.first == hunk.new.start, "the new side begins elsewhere")
      precondition(zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 }, "a gap in the new side")
      let old = hunk.lines.compactMap(\.oldNumber)
      precondition(hunk.isCombined || old.count == hunk.old.count, "lines of the old side are missing")
      for line in hunk.lines {
        precondition(hunk.range.contains(line.content.lowerBound - 1), "a line outside of its hunk")
      }
    }
  }
}

private func checkWriting(_ diff: Diff) {
  for quoting in [DiffWriter.Quoting.nonASCII, .controls] {
    let once = DiffWriter(diff, quoting: quoting).bytes()
    guard let again = try? Diff(parsing: once) else { preconditionFailure("what is written is refused") }
    precondition(DiffWriter(again, quoting: quoting).bytes() == once, "writing again changes what was written")
    precondition(again.passages.count == diff.passages.count, "passages are lost")
    precondition(again.files.count == diff.files.count, "files are lost")
    for (one, other) in zip(diff.files, again.files) {
      precondition(one.kind == other.kind && one.form == other.form && one.path == other.path, "another file")
      precondition(one.oldPath == other.oldPath && one.old.mode == other.old.mode && one.new.mode == other.new.mode)
      let (lines, others) = (one.hunks.flatMap(\.lines), other.hunks.flatMap(\.lines))
      precondition(lines.map { diff.content(of: $0) } == others.map { again.content(of: $0) }, "other lines")
      precondition(lines.map(\.newNumber) == others.map(\.newNumber), "other numbers")
      precondition(lines.map(\.oldNumber) == others.map(\.oldNumber), "other old numbers")
    }
  }
}

/// Whether a text is a diff of one file. Parts of hunks that share lines, as with `-W`, may lose their order.
private func isDiff(_ text: [UInt8]) -> Bool {
  do throws(DiffError) {
    return try Diff(parsing: text).files.count == 1
  } catch {
    return error.reason == .disorderedHunks
  }
}

private func checkPacking(_ diff: Diff, limit: Int) {
  let packer = DiffPacker(diff, limit: limit) { $0.count }
  let packing = packer.pack()
  var seen: [Int] = []
  for part in packing.parts {
    precondition(part.tokens <= limit && !part.pieces.isEmpty, "a part that is too large")
    for piece in part.pieces {
      let text = packer.text(of: piece)
      precondition(text.count == piece.tokens, "tokens of another text")
      precondition(isDiff(text), "a piece that is no diff")
      seen += piece.hunks.flatMap { $0.lines.map(\.content.lowerBound) }
    }
  }
  for left in packing.unreviewed {
    let hunks = diff.files[left.file].hunks
    if let hunk = left.hunk, let line = left.line {
      seen.append(hunks[hunk].lines[line].content.lowerBound)
    } else {
      seen += hunks.flatMap { $0.lines.map(\.content.lowerBound) }
    }
  }
  precondition(
    seen.sorted() == diff.files.flatMap { $0.hunks.flatMap { $0.lines.map(\.content.lowerBound) } }, "a line is lost")
}
