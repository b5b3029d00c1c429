internal import Tokenizer

/// Reads the metadata at the start of a GGUF file, version 2 or 3, from front to back and never beyond it: a file has
/// gigabytes of tensors behind some megabytes of metadata.
///
/// Nothing in the file is believed: every length is compared with what the file has left before it is read.
struct GGUFReader {
  private let source: any SourceFile
  /// Bytes of the file from `start` on.
  private var buffer: [UInt8] = []
  private var start = 0
  /// The next byte, as an index of the buffer.
  private var at = 0

  /// Bytes that are read at once.
  private static let block = 1 << 20
  /// Longest single string: no tokenizer's is a thousandth of that.
  private static let longestString = 1 << 24
  /// Where metadata must end: that of large models has some ten megabytes.
  private static let largestMetadata = 256 << 20

  /// The kinds of values, by the numbers that the format has for them.
  enum Kind: UInt32 {
    case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64, float64

    /// Bytes of a value; nil where that depends on it.
    var size: Int? {
      switch self {
      case .uint8, .int8, .bool: 1
      case .uint16, .int16: 2
      case .uint32, .int32, .float32: 4
      case .uint64, .int64, .float64: 8
      case .string, .array: nil
      }
    }
  }

  init(_ source: any SourceFile) { self.source = source }

  /// Where the next byte stands in the file.
  var offset: Int { start + at }

  private var left: Int { min(source.identity.size, Self.largestMetadata) - offset }

  /// Reads the number of values, from the start of the file. Throws `VocabularyError` and `FileError`.
  mutating func readHeader() throws -> Int {
    guard try readBytes(4) == Array("GGUF".utf8) else { throw VocabularyError("not a GGUF file") }
    let version = try readNumber(UInt32.self)
    guard version == 2 || version == 3 else {
      throw VocabularyError(
        version.byteSwapped < 16 ? "big-endian GGUF is not supported" : "GGUF version \(version) is not supported")
    }
    _ = try readCount(ofAtLeast: 0)
    // A value is a name's length, a kind and something.
    return try readCount(ofAtLeast: 13)
  }

  /// A number of things of so many bytes or more, all of which must be in the file.
  mutating func readCount(ofAtLeast size: Int) throws -> Int {
    let at = offset
    let count = try readNumber(UInt64.self)
    guard count <= UInt64(max(left, 0)) / UInt64(max(size, 1)) || (size == 0 && count < 1 << 32) else {
      throw VocabularyError("damaged GGUF: \(count) entries at byte \(at), more than the file has room for")
    }
    return Int(count)
  }

  mutating func readKind() throws -> Kind {
    let at = offset
    let number = try readNumber(UInt32.self)
    guard let kind = Kind(rawValue: number) else {
      throw VocabularyError("damaged GGUF: a value of the unknown kind \(number) at byte \(at)")
    }
    return kind
  }

  mutating func readNumber<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    try need(MemoryLayout<Number>.size)
    defer { at += MemoryLayout<Number>.size }
    return Number(
      littleEndian: buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Number.self) })
  }

  mutating func readString() throws -> [UInt8] {
    let length = try readCount(ofAtLeast: 1)
    guard length <= Self.longestString else {
      throw VocabularyError("damaged GGUF: a string of \(length) bytes at byte \(offset)")
    }
    return try readBytes(length)
  }

  /// Passes over a value of a kind, which is an array's element where `isNested`.
  mutating func skip(_ kind: Kind, isNested: Bool = false) throws {
    switch kind {
    case .string: try skip(try readCount(ofAtLeast: 1))
    case .array:
      guard !isNested else { throw VocabularyError("damaged GGUF: an array of arrays at byte \(offset)") }
      let element = try readKind()
      let count = try readCount(ofAtLeast: element.size ?? 8)
      if let size = element.size { return try skip(count * size) }
      for _ in 0..<count { try skip(element, isNested: true) }
    default: try skip(kind.size ?? 0)
    }
  }

  private mutating func skip(_ count: Int) throws {
    guard count <= left else { throw Self.cut }
    if at + count <= buffer.count {
      at += count
    } else {
      start += at + count
      buffer = []
      at = 0
    }
  }

  private mutating func readBytes(_ count: Int) throws -> [UInt8] {
    try need(count)
    defer { at += count }
    return Array(buffer[at..<at + count])
  }

  private mutating func need(_ count: Int) throws {
    guard at + count > buffer.count else { return }
    guard count <= left else { throw Self.cut }
    let next = try source.read(at: offset, count: max(count, Self.block))
    start = offset
    buffer = next
    at = 0
    guard count <= buffer.count else { throw Self.cut }
  }

  private static let cut = VocabularyError(
    "damaged GGUF: the file ends in the middle of its metadata, or that has more than \(largestMetadata >> 20) MiB")
}
