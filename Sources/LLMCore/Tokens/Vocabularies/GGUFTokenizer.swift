internal import Tokenizer

enum GGUFTokenizer {
  static func model(from source: any SourceFile) throws -> TokenizerModel {
    throw VocabularyError("GGUF files are not supported yet")
  }
}
