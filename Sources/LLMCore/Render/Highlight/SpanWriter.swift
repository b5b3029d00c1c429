/// Collects the spans of one line and joins neighbours of the same kind.
struct SpanWriter: Sendable {
  /// Those of this line stand behind the ones that were there before.
  private(set) var spans: [CodeSpan]
  private var first: Int

  init(appendingTo spans: consuming [CodeSpan] = []) {
    first = spans.count
    self.spans = spans
  }

  /// Spans are added from left to right; an empty or plain one leaves no trace.
  mutating func add(_ start: Int, _ end: Int, _ kind: CodeKind) {
    guard start < end, kind != .plain else { return }
    let last = spans.count - 1
    if last >= first, spans[last].range.upperBound == start, spans[last].kind == kind {
      spans[last].range = spans[last].range.lowerBound..<end
    } else {
      spans.append(CodeSpan(range: start..<end, kind: kind))
    }
  }

  /// Gives the last span another kind, for what is only known from what follows it.
  mutating func changeLast(to kind: CodeKind) {
    guard spans.count > first else { return }
    let range = spans.removeLast().range
    add(range.lowerBound, range.upperBound, kind)
  }

  /// The end of the last span of this line.
  var lastEnd: Int? { spans.count > first ? spans[spans.count - 1].range.upperBound : nil }
}
