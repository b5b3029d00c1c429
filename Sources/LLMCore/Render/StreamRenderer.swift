/// Shows an answer on a terminal while it comes.
///
/// Bytes decide what is committed: the same bytes in other pieces end in the same rows. Time decides only when what is open
/// is drawn: the first byte at once, then at most every 33 ms, and nothing stays out of sight for longer than 120 ms. The one
/// exception is the append-only mode, which has nowhere to show what is open: there, what waits that long becomes text.
///
/// A value without clock and without files: whoever owns it writes what `frame(at:)` gives, in one piece, and calls it again
/// at `nextFrame`.
package struct StreamRenderer: Sendable {
  /// Between two frames.
  static let frameInterval = Duration.milliseconds(33)
  /// How long something may be out of sight, less what a frame may come late.
  static let longestHidden = Duration.milliseconds(85)

  private var options: RenderOptions
  private var setup: RenderSetup
  private var answer: AnswerText
  private var textSanitizer = TextSanitizer(.undecided)
  private var reasoningSanitizer = TextSanitizer(.undecided)
  private var painter = TailPainter()
  private var status: SafeText?

  /// The answer as the last frame showed it, and what came since: a frozen tail goes on from there.
  private var shown: AnswerText
  private var since: [(channel: AnswerText.Channel, text: [UInt8])] = []

  private var isDirty = false
  private var hasText = false
  private var lastFrame: Duration?
  private var received = 0
  /// What is out of sight: the offset of its first byte in all of the text, and when that was first so.
  private var hidden: (offset: Int, since: Duration)?

  package init(_ options: RenderOptions) {
    self.options = options
    setup = RenderSetup(options, columns: options.columns, rows: options.rows)
    answer = AnswerText(setup, reasoning: options.reasoning)
    shown = answer
  }

  // MARK: Input

  /// Takes the next bytes of the answer, cut anywhere.
  package mutating func receive(text: [UInt8]) { receive(text, .text) }

  /// Takes the next bytes of the model's reasoning, cut anywhere.
  package mutating func receive(reasoning: [UInt8]) { receive(reasoning, .reasoning) }

  private mutating func receive(_ piece: [UInt8], _ channel: AnswerText.Channel) {
    guard !piece.isEmpty, channel == .text || options.reasoning != .hide else { return }
    var clean: [UInt8] = []
    clean.reserveCapacity(piece.count + 16)
    piece.withUnsafeBufferPointer { bytes in
      if channel == .text {
        textSanitizer.sanitize(bytes, into: &clean)
      } else {
        reasoningSanitizer.sanitize(bytes, into: &clean)
      }
    }
    isDirty = true
    take(clean, channel)
  }

  private mutating func take(_ clean: [UInt8], _ channel: AnswerText.Channel) {
    guard !clean.isEmpty else { return }
    hasText = true
    received &+= clean.count
    clean.withUnsafeBufferPointer { answer.receive($0, channel) }
    if !setup.isAppendOnly { since.append((channel, clean)) }
  }

  /// Shows a row until the first byte of the answer comes, or none.
  package mutating func setStatus(_ row: SafeText?) {
    guard row != status else { return }
    status = row
    if !hasText { isDirty = true }
  }

  // MARK: Output

  /// When `frame(at:)` is to be called next; nil while nothing is waited for.
  package var nextFrame: Duration? {
    if isDirty { return lastFrame.map { $0 + Self.frameInterval } ?? .zero }
    return hidden.map { $0.since + Self.longestHidden }
  }

  /// What is to be written now, in one piece; empty where nothing is due. `now` is any clock that only goes on.
  package mutating func frame(at now: Duration) -> [UInt8] {
    let isOverdue = hidden.map { now >= $0.since + Self.longestHidden } ?? false
    guard isDirty || isOverdue else { return [] }
    if let lastFrame, now < lastFrame + Self.frameInterval, !(isOverdue && !isDirty) { return [] }
    isDirty = false
    lastFrame = now
    return setup.isAppendOnly ? append(now, isOverdue) : draw(now, isOverdue)
  }

  private mutating func append(_ now: Duration, _ isOverdue: Bool) -> [UInt8] {
    if isOverdue, received - answer.waiting == hidden?.offset { answer.force() }
    let first = received - answer.waiting
    if isOverdue || first == received {
      hidden = nil
    } else if hidden?.offset != first {
      hidden = (first, now)
    }
    return answer.takeCommitted()
  }

  private mutating func draw(_ now: Duration, _ isOverdue: Bool) -> [UInt8] {
    let committed = answer.takeCommitted()
    guard hasText else { return painter.paint(committed: [], tail: statusRows) }
    let incomplete = textSanitizer.hasIncompleteCharacter
    var (rows, length) = answer.preview(showsHidden: isOverdue, incomplete: incomplete)
    if let found = length {
      let offset = received - found
      if hidden?.offset != offset {
        hidden = (offset, now)
        if isOverdue { (rows, length) = answer.preview(showsHidden: false, incomplete: incomplete) }
      } else if isOverdue {
        // It is in sight now; only more bytes can change that.
        hidden = (offset, now - Self.longestHidden)
      }
    } else {
      hidden = nil
    }
    (shown, since) = (answer, [])
    let bytes = painter.paint(committed: committed, tail: Array(rows.suffix(setup.tailRows)))
    if isOverdue, length != nil { hidden = nil }
    return bytes
  }

  private var statusRows: [[UInt8]] {
    guard let status else { return [] }
    var row: [UInt8] = []
    let width = setup.fullLimit ?? 7
    setup.palette.select(TextStyle(.faint), into: &row)
    row += cut(SafeText.line(status.text).text, toWidth: width).utf8
    setup.palette.reset(into: &row)
    return [row]
  }

  // MARK: Ends

  /// Commits everything, and leaves the terminal as it was, on a fresh row.
  package mutating func finish() -> [UInt8] {
    for channel in [AnswerText.Channel.reasoning, .text] {
      var rest: [UInt8] = []
      if channel == .text { textSanitizer.finish(into: &rest) } else { reasoningSanitizer.finish(into: &rest) }
      take(rest, channel)
    }
    answer.finish()
    (isDirty, hidden, since) = (false, nil, [])
    if setup.isAppendOnly { return answer.takeCommitted() }
    let committed = answer.takeCommitted()
    let bytes = painter.paint(committed: committed, tail: [])
    return bytes + painter.showCursor()
  }

  /// The same after the user stopped the answer: what is open is shown as it came.
  package mutating func interrupt() -> [UInt8] { finish() }

  /// Leaves the tail on the screen as it is, for whoever writes to the terminal next, and goes on below it: before the
  /// process is stopped, and after it goes on.
  package mutating func freeze() -> [UInt8] {
    guard !setup.isAppendOnly else { return [] }
    let waiting = since
    if !painter.drawn.isEmpty, hasText {
      answer = shown
      answer.freeze()
      since = []
      for (channel, text) in waiting { text.withUnsafeBufferPointer { answer.receive($0, channel) } }
      (since, isDirty, hidden) = (waiting, true, nil)
    }
    return painter.freeze() + painter.showCursor()
  }

  /// Goes on in another size. What was written is the terminal's business.
  package mutating func resize(columns: Int, rows: Int) -> [UInt8] {
    guard (columns, rows) != (options.columns, options.rows) else { return [] }
    let bytes = freeze()
    (options.columns, options.rows) = (columns, rows)
    setup = RenderSetup(options, columns: columns, rows: rows)
    answer.use(setup)
    shown.use(setup)
    return bytes
  }
}
