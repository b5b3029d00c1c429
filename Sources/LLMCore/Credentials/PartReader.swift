/// What is wrong with the bytes of a credential file.
enum FormatFault: Error, Equatable {
  /// Where, counted from the beginning of the file, and what was found.
  case damaged(at: Int, String)
  case newer(Int)
}

/// Reads one part of a credential file, field by field and strictly: nothing outside of it, and nothing left over.
struct PartReader {
  private let bytes: [UInt8]
  private let end: Int
  private let name: String
  private(set) var offset: Int

  /// - Parameter name: of the part, as people read it.
  init(_ bytes: [UInt8], in range: Range<Int>, of name: String) {
    (self.bytes, self.name, offset, end) = (bytes, name, range.lowerBound, range.upperBound)
  }

  mutating func take(_ count: Int) throws(FormatFault) -> ArraySlice<UInt8> {
    guard count <= end - offset else { throw .damaged(at: offset, "\(name) ends too early") }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _: Number.Type = Number.self
  ) throws(FormatFault) -> Number {
    // Big-endian, as everywhere in the file.
    try take(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number($1) }
  }

  /// Bytes behind their length.
  mutating func field(atMost limit: Int) throws(FormatFault) -> ArraySlice<UInt8> {
    let start = offset
    let count = Int(try number(UInt16.self))
    guard count <= limit else { throw .damaged(at: start, "\(name) has a field of \(count) bytes, over \(limit)") }
    return try take(count)
  }

  /// A text behind its length, in UTF-8.
  mutating func text(atMost limit: Int) throws(FormatFault) -> String {
    let start = offset
    guard let text = String(validating: try field(atMost: limit), as: UTF8.self) else {
      throw .damaged(at: start, "\(name) has a text that is not UTF-8")
    }
    return text
  }

  /// A moment in milliseconds since 1970; 0 for none.
  mutating func moment() throws(FormatFault) -> Timestamp? {
    let start = offset
    let milliseconds = try number(UInt64.self)
    // The year 9999 is the last that is written with four digits.
    guard milliseconds <= 253_402_300_799_999 else { throw .damaged(at: start, "\(name) has a time that cannot be") }
    return milliseconds == 0 ? nil : Timestamp(milliseconds: Int64(milliseconds))
  }

  /// Expects zeros.
  mutating func zeros(_ count: Int) throws(FormatFault) {
    let start = offset
    guard try take(count).allSatisfy({ $0 == 0 }) else {
      throw .damaged(at: start, "\(name) has something where nothing belongs")
    }
  }

  /// Expects that nothing but zeros is left.
  mutating func padding() throws(FormatFault) { try zeros(end - offset) }

  func finish() throws(FormatFault) {
    guard offset == end else { throw .damaged(at: offset, "\(name) has \(end - offset) bytes too many") }
  }
}

/// Puts a part of a credential file together.
struct PartWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  mutating func number(_ value: some FixedWidthInteger & UnsignedInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Bytes behind their length, of which the limits of the format leave two bytes.
  mutating func field(_ content: some Collection<UInt8>) {
    number(UInt16(truncatingIfNeeded: content.count))
    append(content)
  }

  mutating func moment(_ moment: Timestamp?) {
    number(UInt64(truncatingIfNeeded: max(0, moment?.milliseconds ?? 0)))
  }
}
