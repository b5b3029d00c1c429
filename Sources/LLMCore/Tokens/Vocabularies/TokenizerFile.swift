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
      case "normalizer": normalizer = try reader.readValue()
      case "pre_tokenizer": preTokenizer = try reader.readValue()
      case "post_processor": postProcessor = try reader.readValue()
      case "added_tokens": try readAdded(&reader)
      case "model": try readModel(&reader)
      default: try reader.skipValue()
      }
    }
    try reader.finish()
  }

  private mutating func readAdded(_ reader: inout JSONReader) throws(JSONError) {
    if try reader.readNull() { return }
    try reader.readArray { reader throws(JSONError) in
      var entry = AddedEntry()
      try reader.readObject { reader, name throws(JSONError) in
        switch name {
        case "id": entry.id = Int(try reader.readNumber()) ?? -1
        case "content": entry.content = try reader.readString()
        default: if case .bool(true) = try reader.readValue() { entry.flags.insert(name) }
        }
      }
      added.append(entry)
    }
  }

  private mutating func readModel(_ reader: inout JSONReader) throws(JSONError) {
    try reader.readObject { reader, name throws(JSONError) in
      switch name {
      case "vocab" where try reader.peekKind() == .object:
        vocabulary.reserveCapacity(1 << 17)
        try reader.readObject { reader, token throws(JSONError) in
          vocabulary[Array(token.utf8)] = Int(try reader.readNumber()) ?? -1
        }
      case "merges": try readMerges(&reader)
      case "vocab": try reader.skipValue()
      default: model.append(JSONMember(name, try reader.readValue()))
      }
    }
  }

  /// Pairs are written as `"a b"` or as `["a", "b"]`. What is neither is kept as a pair with an empty half.
  private mutating func readMerges(_ reader: inout JSONReader) throws(JSONError) {
    try reader.readArray { reader throws(JSONError) in
      if try reader.peekKind() == .string {
        let halves = try reader.readStringBytes().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        merges.append(halves.count == 2 ? (Array(halves[0]), Array(halves[1])) : ([], []))
      } else {
        var halves: [[UInt8]] = []
        try reader.readArray { reader throws(JSONError) in halves.append(try reader.readStringBytes()) }
        merges.append(halves.count == 2 ? (halves[0], halves[1]) : ([], []))
      }
    }
  }
}
