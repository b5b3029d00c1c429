/// An answer on its way from bytes to rows: cuts the text into lines, and long lines into steps, where the blocks decide. The
/// cuts depend on the text alone, so it does not matter in what pieces it came.
struct AnswerText: Sendable {
  enum Channel: Sendable { case text, reasoning }

  /// How the line is taken whose bytes are coming.
  private enum LineState: Sendable { case undecided, whole, stepwise }

  private(set) var machine: BlockMachine
  /// Bytes of the line that the blocks have not taken.
  private var line: [UInt8] = []
  private var state = LineState.undecided
  private var channel: Channel?
  /// Words of reasoning that is not shown.
  private var hiddenWords = 0
  private var isInWord = false
  private let reasoning: RenderOptions.Reasoning

  init(_ setup: RenderSetup, reasoning: RenderOptions.Reasoning) {
    machine = BlockMachine(setup)
    self.reasoning = reasoning
  }

  // MARK: Text

  /// Takes text that a sanitizer made: whole characters.
  mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>, _ channel: Channel) {
    guard !bytes.isEmpty, channel == .text || reasoning != .hide else { return }
    if channel != self.channel { change(to: channel) }
    if channel == .reasoning, reasoning == .collapsed { return count(bytes) }
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end &+= 1 }
      take(UnsafeBufferPointer(rebasing: bytes[start..<end]), endsLine: end < bytes.count)
      start = end + 1
    }
  }

  private mutating func change(to channel: Channel) {
    if self.channel != nil { endChannel() }
    machine.restart(overlay: channel == .reasoning ? .faint : [])
    self.channel = channel
  }

  private mutating func endChannel() {
    if !line.isEmpty || state != .undecided { endLine() }
    machine.finish()
    guard hiddenWords > 0 else { return }
    machine.writer.text(summary, TextStyle(.faint))
    machine.writer.finish()
    machine.commitRows()
    (hiddenWords, isInWord) = (0, false)
  }

  private var summary: [UInt8] {
    var result = Array("▸ reasoning, ".utf8)
    Decimal.append(UInt32(clamping: hiddenWords), to: &result)
    return result + Array(hiddenWords == 1 ? " word".utf8 : " words".utf8)
  }

  private mutating func count(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes {
      if byte > 0x20, !isInWord { hiddenWords += 1 }
      isInWord = byte > 0x20
    }
  }

  private mutating func take(_ part: UnsafeBufferPointer<UInt8>, endsLine: Bool) {
    let setup = machine.setup
    if endsLine, line.isEmpty, state == .undecided, !setup.isAppendOnly, part.count < setup.lineThreshold {
      return machine.line(part)
    }
    var rest = part[...]
    while !rest.isEmpty {
      guard state != .whole, let cut = cut(rest, setup) else {
        line.append(contentsOf: rest)
        break
      }
      line.append(contentsOf: rest[..<cut])
      rest = rest[cut...]
      step(isLast: !setup.isAppendOnly || line.count > BlockMachine.longestPending)
    }
    if endsLine { endLine() }
  }

  /// Where the blocks are to look at the line next; nil where that is not reached.
  private func cut(_ rest: UnsafeBufferPointer<UInt8>.SubSequence, _ setup: RenderSetup) -> Int? {
    if setup.isAppendOnly { return rest.firstIndex(of: 0x20).map { $0 + 1 } }
    let needed = (state == .undecided ? setup.lineThreshold : setup.lineStep) - line.count
    guard rest.count >= needed else { return nil }
    var cut = rest.startIndex + max(needed, 0)
    while cut < rest.endIndex, rest[cut] & 0xC0 == 0x80 { cut += 1 }
    return cut
  }

  private mutating func step(isLast: Bool) {
    let taken = line
    line.removeAll(keepingCapacity: true)
    taken.withUnsafeBufferPointer { bytes in
      if state == .stepwise { return machine.extend(bytes) }
      switch machine.begin(bytes) {
      case .started: state = .stepwise
      case .declined: state = .whole
      case .unknown: if isLast { state = .whole }
      }
      if state != .stepwise { line = taken }
    }
  }

  private mutating func endLine() {
    let taken = line
    line.removeAll(keepingCapacity: true)
    taken.withUnsafeBufferPointer { bytes in
      if state == .stepwise { machine.endPartial(bytes) } else { machine.line(bytes) }
    }
    state = .undecided
  }

  // MARK: Ends

  mutating func finish() {
    if channel != nil { endChannel() }
    channel = nil
  }

  /// What goes to the terminal for good.
  mutating func takeCommitted() -> [UInt8] { machine.writer.output.takeCommitted() }

  var hasOpenRow: Bool { machine.writer.rowIsOpen }

  // MARK: What is not committed

  /// So much of a line is shown that is taken as a whole when it ends.
  private static let longestPreview = 4096

  /// Rows of what is open, and how far from the end something is not shown.
  func preview(showsHidden: Bool, incomplete: Bool) -> (rows: [[UInt8]], hidden: Int?) {
    if channel == .reasoning, reasoning == .collapsed { return ([summary], nil) }
    var copy = machine
    var shown = line
    if line.count > Self.longestPreview {
      // What it is and where it ends: its middle would not be among the rows of the tail.
      shown = Array(line.prefix(Self.longestPreview / 16))
      while let last = shown.last, last >= 0x80 { shown.removeLast() }
      shown += line.suffix(Self.longestPreview).drop { $0 & 0xC0 == 0x80 }
    }
    if incomplete, showsHidden { shown += [0xEF, 0xBF, 0xBD] }
    shown.withUnsafeBufferPointer { copy.preview($0, showsHidden: showsHidden) }
    var rows = copy.writer.output.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    rows.removeLast()
    return (rows, incomplete ? 0 : copy.hiddenLength)
  }

  /// Goes on below what the preview showed.
  mutating func freeze() {
    let taken = line
    if taken.withUnsafeBufferPointer({ machine.freeze($0) }) {
      line.removeAll(keepingCapacity: true)
      state = .stepwise
    }
  }

  /// Writes what waits.
  mutating func force() {
    let taken = line
    if taken.withUnsafeBufferPointer({ machine.force($0) }) {
      line.removeAll(keepingCapacity: true)
      state = .stepwise
    }
  }

  /// How many bytes wait to be written.
  var waiting: Int {
    line.count + (machine.leaf == .paragraph ? machine.paragraph.pending.count + machine.writer.openWordLength : 0)
  }

  mutating func use(_ setup: RenderSetup) {
    machine.setup = setup
    machine.writer.limit = setup.proseLimit
    machine.rebuildPrefix()
  }
}
