internal import Tokenizer

/// What the metadata of a GGUF file says about its tokenizer.
struct GGUFMetadata {
  /// `tokenizer.ggml.model`: the kind of tokenizer.
  var model = ""
  /// `tokenizer.ggml.pre`: how text is cut.
  var rule: String?
  var tokens: [[UInt8]] = []
  var scores: [Float] = []
  /// Kinds of tokens, by the numbers of ``TokenKind``.
  var kinds: [Int32] = []
  var merges: [[UInt8]] = []
  var addsSpace: Bool?
  var addsBeginning: Bool?
  var addsEnd: Bool?

  /// `llama_token_type` of llama.cpp.
  enum TokenKind: Int32 { case undefined, normal, unknown, control, userDefined, unused, byte }

  /// Reads the metadata. Throws `VocabularyError` and `FileError`.
  init(_ source: any SourceFile) throws {
    var reader = GGUFReader(source)
    for _ in 0..<(try reader.readHeader()) {
      let name = String(decoding: try reader.readString(), as: UTF8.self)
      let kind = try reader.readKind()
      switch name {
      case "tokenizer.ggml.model": model = try Self.string(&reader, kind, name)
      case "tokenizer.ggml.pre": rule = try Self.string(&reader, kind, name)
      case "tokenizer.ggml.tokens": tokens = try Self.array(&reader, kind, name, of: .string) { try $0.readString() }
      case "tokenizer.ggml.merges": merges = try Self.array(&reader, kind, name, of: .string) { try $0.readString() }
      case "tokenizer.ggml.scores":
        scores = try Self.array(&reader, kind, name, of: .float32) { Float(bitPattern: try $0.readNumber(UInt32.self)) }
      case "tokenizer.ggml.token_type":
        kinds = try Self.array(&reader, kind, name, of: .int32) { try $0.readNumber(Int32.self) }
      case "tokenizer.ggml.add_space_prefix": addsSpace = try Self.bool(&reader, kind, name)
      case "tokenizer.ggml.add_bos_token": addsBeginning = try Self.bool(&reader, kind, name)
      case "tokenizer.ggml.add_eos_token": addsEnd = try Self.bool(&reader, kind, name)
      default: try reader.skip(kind)
      }
    }
    guard !model.isEmpty, !tokens.isEmpty else { throw VocabularyError("the GGUF file has no tokenizer in it") }
    try VocabularyCompiler.checkLengths(tokens)
    for (name, count) in [("scores", scores.count), ("token_type", kinds.count)] where count != 0 {
      guard count == tokens.count else {
        throw VocabularyError("damaged GGUF: \(count) entries of tokenizer.ggml.\(name) for \(tokens.count) tokens")
      }
    }
  }

  /// The token of each spelling; of two alike the later. Spellings are bytes: strings that are canonically equivalent are
  /// equal in Swift, but two tokens.
  func numbers() -> [[UInt8]: TokenID] {
    var numbers: [[UInt8]: TokenID] = [:]
    numbers.reserveCapacity(tokens.count)
    for (number, text) in tokens.enumerated() { numbers[text] = TokenID(number) }
    return numbers
  }

  /// What kind of token one is.
  func kind(of token: Int) -> TokenKind {
    token < kinds.count ? TokenKind(rawValue: kinds[token]) ?? .undefined : .normal
  }

  private static func string(_ reader: inout GGUFReader, _ kind: GGUFReader.Kind, _ name: String) throws -> String {
    try expect(kind, .string, name)
    return String(decoding: try reader.readString(), as: UTF8.self)
  }

  private static func bool(_ reader: inout GGUFReader, _ kind: GGUFReader.Kind, _ name: String) throws -> Bool {
    try expect(kind, .bool, name)
    return try reader.readNumber(UInt8.self) != 0
  }

  private static func array<Element>(
    _ reader: inout GGUFReader, _ kind: GGUFReader.Kind, _ name: String, of element: GGUFReader.Kind,
    _ read: (inout GGUFReader) throws -> Element
  ) throws -> [Element] {
    try expect(kind, .array, name)
    try expect(try reader.readKind(), element, name)
    let count = try reader.readCount(ofAtLeast: element.size ?? 8)
    guard count <= VocabularyCompiler.mostTokens else {
      throw VocabularyError("\(name) has \(count) entries, more than that of any tokenizer")
    }
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try read(&reader)) }
    return elements
  }

  private static func expect(_ kind: GGUFReader.Kind, _ wanted: GGUFReader.Kind, _ name: String) throws {
    guard kind == wanted else { throw VocabularyError("damaged GGUF: \(name) is of kind \(kind), not \(wanted)") }
  }
}
