internal import Tokenizer

/// What a Hugging Face `tokenizer.json` has in it, not yet understood.
///
/// Spellings are bytes: strings that are canonically equivalent are equal in Swift, but two tokens.
struct TokenizerFile {
  var normalizer = JSONValue.null
  var preTokenizer = JSONValue.null
  var postProcessor = JSONValue.null
  var added: [AddedEntry] = []
  /// The members of `model` but for its vocabulary and merges.
  var model: [JSONMember] = []
  var vocabulary: [[UInt8]: Int] = [:]
  var merges: [(left: [UInt8], right: [UInt8])] = []
  /// The member that is larger than any tokenizer's, and was not read to its end.
  private(set) var oversized: String?

  /// Bytes of a member that says how something is done: the largest known, a table of characters, has a third of a million.
  private static let largestStep = 1 << 22

  /// One of `added_tokens`.
  struct AddedEntry {
    var id = -1
    var content = ""
    /// The flags that are true, by name.
    var flags: Set<String> = []
  }

  /// Reads the file's bytes. Throws `JSONError`, also for a member of an unexpected kind.
  init(_ bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes)
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "normalizer": normalizer = try readStep(name, &reader)
      case "pre_tokenizer": preTokenizer = try readStep(name, &reader)
      case "post_processor": postProcessor = try readStep(name, &reader)
      case "added_tokens": try readAdded(&reader)
      case "model": try readModel(&reader)
      default: try reader.skipValue()
      }
    }
    try reader.finish()
  }

  private mutating func readStep(_ name: String, _ reader: inout JSONReader) throws(JSONError) -> JSONValue {
    if let step = try reader.readValue(ofAtMost: Self.largestStep) { return step }
    oversized = name
    return .null
  }

  /// Whether a list has room for one more; when not, the file is of no use.
  private mutating func hasRoom(_ count: Int, in name: String) -> Bool {
    if count < VocabularyCompiler.mostTokens { return true }
    oversized = name
    return false
  }

  private mutating func readAdded(_ reader: inout JSONReader) throws(JSONError) {
    if try reader.readNull() { return }
    try reader.readArray { reader throws(JSONError) in
      var entry = AddedEntry()
      try reader.readObject { reader, name throws(JSONError) in
        switch name {
        case "id": entry.id = Int(try reader.readNumber()) ?? -1
        case "content": entry.content = try reader.readString()
        default: if case .bool(true)? = try reader.readValue(ofAtMost: 4) { entry.flags.insert(name) }
        }
      }
      if hasRoom(added.count, in: "added_tokens") { added.append(entry) }
    }
  }

  private mutating func readModel(_ reader: inout JSONReader) throws(JSONError) {
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "vocab" where try reader.peekKind() == .object:
        vocabulary.reserveCapacity(1 << 17)
        try reader.readObject { reader, token throws(JSONError) in
          let number = Int(try reader.readNumber()) ?? -1
          if hasRoom(vocabulary.count, in: "model.vocab") { vocabulary[Array(token.utf8)] = number }
        }
      case "merges": try readMerges(&reader)
      case "vocab": try reader.skipValue()
      case _ where Self.settings.contains(name): model.append(JSONMember(name, try readStep(name, &reader)))
      default: try reader.skipValue()
      }
    }
  }

  /// The members of `model` that decide how text is merged.
  private static let settings: Set = [
    "type", "continuing_subword_prefix", "end_of_word_suffix", "dropout", "byte_fallback", "ignore_merges",
  ]

  /// Pairs are written as `"a b"` or as `["a", "b"]`. What is neither is kept as a pair with an empty half.
  private mutating func readMerges(_ reader: inout JSONReader) throws(JSONError) {
    try reader.readArray { reader throws(JSONError) in
      if try reader.peekKind() == .string {
        let halves = try reader.readStringBytes().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        addMerge(halves.map { Array($0) })
      } else {
        var halves: [[UInt8]] = []
        try reader.readArray { reader throws(JSONError) in halves.append(try reader.readStringBytes()) }
        addMerge(halves)
      }
    }
  }

  private mutating func addMerge(_ halves: [[UInt8]]) {
    guard hasRoom(merges.count, in: "model.merges") else { return }
    merges.append(halves.count == 2 ? (halves[0], halves[1]) : ([], []))
  }
}
