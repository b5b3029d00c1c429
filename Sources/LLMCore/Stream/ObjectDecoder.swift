/// Cuts a stream of JSON objects into objects, one per line (NDJSON) or however they stand, whatever the chunks they come in.
///
/// Objects are told apart by their braces, so that one written over several lines is read too. Text between them, which should
/// not be there, is handed on line by line, for the reader to complain of.
package struct ObjectDecoder {
  private let objectSizeLimit: Int
  private var pending: [UInt8] = []
  private var balance = JSONBalance()

  /// Refuses objects and lines of more than `objectSizeLimit` bytes.
  package init(objectSizeLimit: Int = 16 << 20) { self.objectSizeLimit = objectSizeLimit }

  /// Takes the next chunk and calls `dispatch` for each object it completes.
  package mutating func feed(
    _ chunk: [UInt8], _ dispatch: (WireEvent) -> Void
  ) throws(SSEDecoder.EventTooLarge) {
    var start = chunk.startIndex
    for (index, byte) in chunk.enumerated() {
      if balance.isInside {
        if balance.takes(byte) { end(chunk, start...index, dispatch, &start) }
      } else if byte == UInt8(ascii: "{") {
        if start < index { endLine(chunk[start..<index], dispatch) } else { endLine([], dispatch) }
        start = index
        _ = balance.takes(byte)
      } else if byte == 0x0A || byte == 0x0D {
        endLine(chunk[start..<index], dispatch)
        start = index + 1
      }
    }
    pending += chunk[start...]
    if pending.count > objectSizeLimit { throw SSEDecoder.EventTooLarge(limit: objectSizeLimit) }
  }

  /// Ends the stream. What was cut off is returned; the caller must check that it is whole.
  package mutating func finish() -> WireEvent? {
    var last: WireEvent?
    endLine([]) { last = $0 }
    return last
  }

  private mutating func end(
    _ chunk: [UInt8], _ part: ClosedRange<Int>, _ dispatch: (WireEvent) -> Void, _ start: inout Int
  ) {
    dispatch(WireEvent(data: pending + chunk[part]))
    pending.removeAll(keepingCapacity: true)
    start = part.upperBound + 1
  }

  /// Hands on what stands between objects, unless it is blank.
  private mutating func endLine(_ rest: ArraySlice<UInt8>, _ dispatch: (WireEvent) -> Void) {
    let line = pending + rest
    pending.removeAll(keepingCapacity: true)
    if line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }) {
      dispatch(WireEvent(data: line))
    }
  }
}
