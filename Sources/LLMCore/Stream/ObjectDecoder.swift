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
        guard balance.takes(byte) else { continue }
        dispatch(WireEvent(data: try collected(chunk[start...index])))
        start = index + 1
      } else if byte == UInt8(ascii: "{") {
        try endLine(chunk[start..<index], dispatch)
        start = index
        _ = balance.takes(byte)
      } else if byte == 0x0A || byte == 0x0D {
        try endLine(chunk[start..<index], dispatch)
        start = index + 1
      }
    }
    pending = try collected(chunk[start...])
  }

  /// Ends the stream. What was cut off is returned; the caller must check that it is whole.
  package mutating func finish() -> WireEvent? {
    var last: WireEvent?
    // What was kept is no longer than it may be.
    try? endLine([]) { last = $0 }
    return last
  }

  /// What was kept and what came, in one piece.
  private mutating func collected(_ rest: ArraySlice<UInt8>) throws(SSEDecoder.EventTooLarge) -> [UInt8] {
    guard pending.count + rest.count <= objectSizeLimit else {
      throw SSEDecoder.EventTooLarge(limit: objectSizeLimit)
    }
    defer { pending = [] }
    return pending + rest
  }

  /// Hands on what stands between objects, unless it is blank.
  private mutating func endLine(
    _ rest: ArraySlice<UInt8>, _ dispatch: (WireEvent) -> Void
  ) throws(SSEDecoder.EventTooLarge) {
    let line = try collected(rest)
    if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { dispatch(WireEvent(data: line)) }
  }
}
