internal import Tokenizer

/// The tokens that the post-processor of a `tokenizer.json` puts around a whole prompt.
enum PromptTemplate {
  /// Their number. Throws ``VocabularyError`` for a post-processor that is not known.
  static func tokens(in step: JSONValue) throws(VocabularyError) -> Int {
    if step == .null { return 0 }
    switch step["type"]?.text {
    case "ByteLevel": return 0
    case "BertProcessing", "RobertaProcessing": return 2
    case "Sequence":
      var total = 0
      for inner in step["processors"]?.elements ?? [] { total += try tokens(in: inner) }
      return total
    case "TemplateProcessing":
      let special = step["special_tokens"]
      return (step["single"]?.elements ?? []).reduce(0) { total, part in
        guard let name = part["SpecialToken"]?["id"]?.text else { return total }
        return total + (special?[name]?["ids"]?.elements?.count ?? 1)
      }
    default: throw VocabularyError("post_processor \(JSONWriter.text(of: step)) is not supported")
    }
  }
}
