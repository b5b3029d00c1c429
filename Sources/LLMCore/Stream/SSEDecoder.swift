/// Turns the bytes of a `text/event-stream` into events, whatever the chunks they come in.
///
/// Follows the WHATWG specification of server-sent events, on bytes: LF, CR and CRLF end lines (also where the pair is
/// cut in two), one byte order mark at the very start is dropped, one space behind the colon is dropped, several
/// `data:` lines are joined with LF, and an event without data is not dispatched. U+2028 and its like are ordinary
/// characters here. `id` and `retry` are read and ignored: no transport of llmctl resumes by them yet.
///
/// Two departures: an `error:` field carries a payload too (see `WireEvent.isErrorField`), and an object or array that stands in the
/// stream without any field, over several lines, is an event of its own: Google's servers report errors so.
package struct SSEDecoder {
  /// An event grew past the limit, so the stream is not one of a language model.
  package struct EventTooLarge: Error, Equatable {
    /// The limit that was passed, in bytes.
    package let limit: Int
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// How `data`, `event`, `error`, `id`, `retry` and comments begin.
  private static let fieldStarts = Array("deir:".utf8)

  private let eventSizeLimit: Int
  /// The start of a line whose end has not come yet.
  private var partialLine: [UInt8] = []
  private var event = WireEvent(data: [])
  private var eventHasData = false
  /// The brackets of an object that stands in the stream without a field.
  private var bareObject = JSONBalance()
  /// The last chunk ended in CR, so a LF that comes first belongs to it.
  private var swallowsLineFeed = false
  /// How many bytes of a byte order mark the stream has begun with; nil once the start lies behind.
  private var matchedMark: Int? = 0

  /// Refuses events and lines of more than `eventSizeLimit` bytes.
  package init(eventSizeLimit: Int = 16 << 20) {
    self.eventSizeLimit = eventSizeLimit
  }

  /// Takes the next chunk and calls `dispatch` for each event it completes.
  package mutating func feed(
    _ chunk: [UInt8], _ dispatch: (WireEvent) -> Void
  ) throws(EventTooLarge) {
    var index = chunk.startIndex
    if matchedMark != nil { skipMark(chunk, &index) }
    if swallowsLineFeed, index < chunk.endIndex {
      swallowsLineFeed = false
      if chunk[index] == 0x0A { index += 1 }
    }
    var lineStart = index
    while index < chunk.endIndex {
      let byte = chunk[index]
      guard byte == 0x0A || byte == 0x0D else {
        index += 1
        continue
      }
      try endLine(chunk, lineStart..<index, dispatch)
      index += 1
      if byte == 0x0D {
        if index == chunk.endIndex { swallowsLineFeed = true } else if chunk[index] == 0x0A { index += 1 }
      }
      lineStart = index
    }
    if lineStart < chunk.endIndex {
      try check(size: event.data.count + partialLine.count + chunk.endIndex - lineStart)
      partialLine += chunk[lineStart...]
    }
  }

  /// Ends the stream. An event whose closing blank line never came is returned, though the specification drops it: some
  /// servers forget that line, and the last token with it. The caller must check that its data is whole.
  package mutating func finish() -> WireEvent? {
    if !partialLine.isEmpty {
      var last: WireEvent?
      readLine(partialLine, partialLine.indices) { last = $0 }
      partialLine = []
      if let last { return last }
    }
    guard eventHasData else { return nil }
    defer { resetEvent() }
    return event
  }

  /// Drops a byte order mark, byte by byte as it may be cut; what only looked like one is kept as text.
  private mutating func skipMark(_ chunk: [UInt8], _ index: inout Int) {
    while let matched = matchedMark, index < chunk.endIndex {
      if chunk[index] == Self.byteOrderMark[matched] {
        index += 1
        matchedMark = matched == 2 ? nil : matched + 1
      } else {
        partialLine += Self.byteOrderMark[..<matched]
        matchedMark = nil
      }
    }
  }

  private mutating func endLine(
    _ chunk: [UInt8], _ line: Range<Int>, _ dispatch: (WireEvent) -> Void
  ) throws(EventTooLarge) {
    try check(size: event.data.count + partialLine.count + line.count)
    if !partialLine.isEmpty {
      partialLine += chunk[line]
      readLine(partialLine, partialLine.indices, dispatch)
      partialLine.removeAll(keepingCapacity: true)
    } else if !line.isEmpty {
      readLine(chunk, line, dispatch)
    } else if !bareObject.isInside {
      if eventHasData { dispatch(event) }
      resetEvent()
    }
  }

  private mutating func resetEvent() {
    event = WireEvent(data: [])
    eventHasData = false
    bareObject = JSONBalance()
  }

  /// Reads a line of an object without a field, or any other one.
  private mutating func readLine(_ bytes: [UInt8], _ line: Range<Int>, _ dispatch: (WireEvent) -> Void) {
    let first = bytes[line.lowerBound]
    // No line of an object begins with a field's name or a comment: it was none, or it has no end.
    if bareObject.isInside, Self.fieldStarts.contains(first) { resetEvent() }
    guard bareObject.isInside || (!eventHasData && (first == UInt8(ascii: "{") || first == UInt8(ascii: "["))) else {
      return readField(bytes, line)
    }
    appendData(bytes[line], isError: false)
    for byte in bytes[line] where bareObject.takes(byte) {
      dispatch(event)
      return resetEvent()
    }
  }

  /// Reads one `field: value` line; a line that starts with a colon is a comment.
  private mutating func readField(_ bytes: [UInt8], _ line: Range<Int>) {
    let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) ?? line.upperBound
    var value = colon < line.upperBound ? colon + 1..<line.upperBound : line.upperBound..<line.upperBound
    if let first = value.first, bytes[first] == 0x20 { value = first + 1..<value.upperBound }
    let field = bytes[line.lowerBound..<colon]
    if field.elementsEqual("data".utf8) {
      appendData(bytes[value], isError: false)
    } else if field.elementsEqual("event".utf8) {
      event.name = String(decoding: bytes[value], as: UTF8.self)
    } else if field.elementsEqual("error".utf8) {
      appendData(bytes[value], isError: true)
    }
  }

  private mutating func appendData(_ value: ArraySlice<UInt8>, isError: Bool) {
    if eventHasData { event.data.append(0x0A) }
    event.data += value
    event.isErrorField = event.isErrorField || isError
    eventHasData = true
  }

  private func check(size: Int) throws(EventTooLarge) {
    // The line feed that joins the line to an object counts too; fields are longer than what they add.
    if size + (bareObject.isInside ? 1 : 0) > eventSizeLimit { throw EventTooLarge(limit: eventSizeLimit) }
  }
}
