import LLMCore

/// Writes GGUF files for tests: a header, metadata, and no tensors.
struct GGUFBuilder {
  /// A value with its kind's number in the format.
  enum Value {
    case uint32(UInt32)
    case bool(Bool)
    case string([UInt8])
    case strings([[UInt8]])
    case floats([Float])
    case ints([Int32])

    static func text(_ text: String) -> Value { .string(Array(text.utf8)) }
    static func texts(_ texts: [String]) -> Value { .strings(texts.map { Array($0.utf8) }) }
  }

  var version: UInt32 = 3
  var entries: [(name: String, value: Value)] = []

  /// The file.
  var bytes: [UInt8] {
    var bytes = Array("GGUF".utf8) + Self.number(version) + Self.number(UInt64(0)) + Self.number(UInt64(entries.count))
    for (name, value) in entries { bytes += Self.string(Array(name.utf8)) + Self.bytes(of: value) }
    return bytes
  }

  private static func bytes(of value: Value) -> [UInt8] {
    switch value {
    case .uint32(let value): number(UInt32(4)) + number(value)
    case .bool(let value): number(UInt32(7)) + [value ? 1 : 0]
    case .string(let text): number(UInt32(8)) + string(text)
    case .strings(let texts): array(of: 8, texts.count) + texts.flatMap(string)
    case .floats(let floats): array(of: 6, floats.count) + floats.flatMap { number($0.bitPattern) }
    case .ints(let ints): array(of: 5, ints.count) + ints.flatMap { number($0) }
    }
  }

  private static func array(of kind: UInt32, _ count: Int) -> [UInt8] {
    number(UInt32(9)) + number(kind) + number(UInt64(count))
  }

  private static func string(_ text: [UInt8]) -> [UInt8] { number(UInt64(text.count)) + text }

  static func number(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}

extension GGUFBuilder {
  /// The tokenizer of a fixture with byte-level tokens, by the name of a rule.
  init(_ fixture: VocabularyFixture, rule: String) {
    var tokens: [String] = []
    func place(_ text: String?, _ number: Int?) {
      guard let text, let number else { return }
      if number >= tokens.count { tokens += [String](repeating: "", count: number + 1 - tokens.count) }
      tokens[number] = text
    }
    let model = fixture.tokenizer["model"]
    if case .object(let members)? = model?["vocab"] {
      for member in members { place(member.name, member.value.integer) }
    }
    var kinds: [Int: Int32] = [:]
    for added in fixture.tokenizer["added_tokens"]?.elements ?? [] {
      place(added["content"]?.text, added["id"]?.integer)
      if let number = added["id"]?.integer { kinds[number] = added["special"]?.bool == true ? 3 : 4 }
    }
    let merges = (model?["merges"]?.elements ?? []).map { pair in
      pair.text ?? (pair.elements ?? []).compactMap(\.text).joined(separator: " ")
    }
    entries = [
      ("general.architecture", .text("test")), ("tokenizer.ggml.model", .text("gpt2")),
      ("tokenizer.ggml.pre", .text(rule)), ("tokenizer.ggml.tokens", .texts(tokens)),
      ("tokenizer.ggml.token_type", .ints(tokens.indices.map { kinds[$0] ?? 1 })),
      ("tokenizer.ggml.merges", .texts(merges)),
    ]
  }

  /// A vocabulary in the manner of SentencePiece: `<unk>`, `<s>`, the bytes, and some tokens with their scores.
  static func ofCharacters(_ scored: [(String, Float)], addsSpace: Bool? = nil) -> GGUFBuilder {
    let digits = Array("0123456789ABCDEF")
    let bytes = (0..<256).map { "<0x\(digits[$0 >> 4])\(digits[$0 & 15])>" }
    let tokens = ["<unk>", "<s>"] + bytes + scored.map(\.0)
    var builder = GGUFBuilder()
    builder.entries = [
      ("tokenizer.ggml.model", .text("llama")), ("tokenizer.ggml.tokens", .texts(tokens)),
      ("tokenizer.ggml.scores", .floats([Float](repeating: 0, count: 258) + scored.map(\.1))),
      ("tokenizer.ggml.token_type", .ints([2, 3] + [Int32](repeating: 6, count: 256) + scored.map { _ in 1 })),
    ]
    if let addsSpace { builder.entries.append(("tokenizer.ggml.add_space_prefix", .bool(addsSpace))) }
    return builder
  }
}
