/// Rows as bytes, each ending in a line feed, in the order they are shown.
///
/// The first part is committed: it may be written and is never touched again. What is held behind it belongs to a block that
/// may still turn out to be something else. The row being written comes last.
struct RowOutput: Sendable {
  private(set) var bytes: [UInt8] = []
  /// How many bytes are committed.
  private(set) var committed = 0
  /// Whole rows behind the committed part.
  private(set) var heldRows = 0
  /// Where the row being written begins.
  private(set) var rowStart = 0

  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  @inline(__always)
  mutating func append(_ part: UnsafeBufferPointer<UInt8>.SubSequence) {
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: part))
  }

  mutating func append(_ part: [UInt8]) { bytes.append(contentsOf: part) }

  /// Hands the buffer to something that appends to it.
  @inline(__always)
  mutating func extend(_ body: (inout [UInt8]) -> Void) { body(&bytes) }

  mutating func endRow() {
    bytes.append(0x0A)
    rowStart = bytes.count
    heldRows += 1
  }

  /// Makes all whole rows final.
  mutating func commit() {
    committed = rowStart
    heldRows = 0
  }

  /// Makes also the part of a row that was written so far final.
  mutating func commitPart() {
    committed = bytes.count
    heldRows = 0
  }

  /// Drops what is not committed.
  mutating func withdraw() {
    bytes.removeSubrange(committed...)
    rowStart = committed
    heldRows = 0
  }

  /// Drops everything: it is on the screen.
  mutating func discard() { self = RowOutput() }

  /// Takes the committed part out.
  mutating func takeCommitted() -> [UInt8] {
    guard committed > 0 else { return [] }
    if committed == bytes.count {
      let all = bytes
      bytes = []
      bytes.reserveCapacity(min(all.count, 1 << 16))
      (rowStart, committed) = (0, 0)
      return all
    }
    let part = Array(bytes[..<committed])
    bytes.removeSubrange(..<committed)
    rowStart = max(0, rowStart - committed)
    committed = 0
    return part
  }
}
