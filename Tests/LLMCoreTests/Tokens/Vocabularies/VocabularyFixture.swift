import LLMTestKit
import Tokenizer

@testable import LLMCore

/// A small tokenizer and what Hugging Face's library makes of texts with it, as scripts/vocabulary_fixtures.py wrote it.
struct VocabularyFixture {
  struct Case {
    var text: String
    /// The tokens with special tokens taken for text.
    var asText: [TokenID]
    /// The same with special tokens.
    var special: [TokenID]
  }

  static let names = [
    "llama3", "qwen2", "tekken", "o200k", "deepseek3", "gpt2", "out-of-order", "characters-never", "characters-always",
    "characters-first",
  ]

  let tokenizer: JSONValue
  let cases: [Case]

  init(_ name: String) throws {
    let path = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
    let document = try JSONReader.parse(try DiskFile.bytes("/\(path)/Fixtures/\(name).json"))
    tokenizer = document["tokenizer"] ?? .null
    cases = (document["cases"]?.elements ?? []).map { row in
      func ids(_ name: String) -> [TokenID] { (row[name]?.elements ?? []).compactMap { $0.integer.map { TokenID($0) } } }
      return Case(text: row["text"]?.text ?? "", asText: ids("text_ids"), special: ids("special_ids"))
    }
  }

  /// The bytes of the `tokenizer.json`.
  var file: [UInt8] { JSONWriter.bytes(of: tokenizer) }

  /// The file with one of its members replaced, at a path of names.
  func file(replacing path: [String], with value: String) throws -> [UInt8] {
    JSONWriter.bytes(of: Self.replacing(path[...], in: tokenizer, with: try JSONReader.parse(value)))
  }

  private static func replacing(_ path: ArraySlice<String>, in value: JSONValue, with new: JSONValue) -> JSONValue {
    guard let name = path.first else { return new }
    guard case .object(var members) = value else { return value }
    let inner = replacing(path.dropFirst(), in: value[name] ?? .object([]), with: new)
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index].value = inner
    } else {
      members.append(JSONMember(name, inner))
    }
    return .object(members)
  }
}
