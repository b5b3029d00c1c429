import LLMCore

/// The texts that were kept in one transaction, with their chunks: a prompt stands in its turn and in the question that is recorded, and is
/// cut and looked up once.
struct StoredTexts {
  private var entries: [(bytes: [UInt8], chunks: [Int])] = []

  /// The chunks of a text; those it has already, or those that `store` makes.
  mutating func chunks(of bytes: [UInt8], _ store: ([UInt8]) throws -> [Int]) rethrows -> [Int] {
    if let known = entries.first(where: { ByteSearch.areSame($0.bytes[...], bytes[...]) }) { return known.chunks }
    let chunks = try store(bytes)
    entries.append((bytes, chunks))
    return chunks
  }
}
