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
    let document = try JSONReader.parse(try DiskFile("/\(path)/Fixtures/\(name).json").read())
    tokenizer = document["tokenizer"] ?? .null
    let rows = document["cases"]?.elements ?? []
    cases = rows.map { row in
      Case(text: row["text"]?.text ?? "", asText: Self.ids(row["text_ids"]), special: Self.ids(row["special_ids"]))
    }
  }

  private static func ids(_ value: JSONValue?) -> [TokenID] {
    (value?.elements ?? []).compactMap { $0.integer.map { TokenID($0) } }
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
