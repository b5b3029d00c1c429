/// A stretch of well-formed text between special tokens, as an encoding wants it before it cuts it.
struct PreparedStretch {
  private let text: UnsafeBufferPointer<UInt8>
  /// The prepared text, nil where it is the text as it stands.
  private var bytes: [UInt8]?
  private var changes = TextChanges()

  init(_ text: UnsafeBufferPointer<UInt8>, _ preparation: TextPreparation, isAtTextStart: Bool) {
    self.text = text
    guard !preparation.isNothing, !text.isEmpty else { return }
    let isPrefixed = preparation.prefixes(preparation.firstByte(of: text), isAtTextStart: isAtTextStart)
    guard isPrefixed || preparation.changes(text) else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + 1)
    if isPrefixed {
      bytes.append(UInt8(ascii: " "))
      changes.append(end: 1, count: 1, originalEnd: 0, originalCount: 0)
    }
    preparation.apply(to: text) { part, change in
      bytes.append(contentsOf: part)
      if let change {
        changes.append(
          end: bytes.count, count: part.count, originalEnd: change.upperBound, originalCount: change.count)
      }
    }
    self.bytes = bytes
  }

  /// Calls with the prepared text.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let bytes else { return body(text) }
    return bytes.withUnsafeBufferPointer(body)
  }

  /// The offset in the stretch of an offset in the prepared text.
  func original(_ offset: Int) -> Int { bytes == nil ? offset : changes.original(offset) }
}
