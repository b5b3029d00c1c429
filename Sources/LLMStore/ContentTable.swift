import GRDB
import LLMCore

/// The rows of `content_chunk`, and the recipes that make contents of them.
enum ContentTable {
  /// The kinds of parts in a recipe.
  private enum Kind {
    static let inline = 0
    static let shared = 1
    static let escaped = 2
  }

  // MARK: Writing

  /// Keeps what is new of a content, and returns its recipe.
  ///
  /// - Parameter texts: what was kept in the same transaction.
  static func store(_ content: SharedContent, knowing texts: inout StoredTexts, in db: Database) throws -> [UInt8] {
    var recipe: [UInt8] = []
    for part in content.parts {
      switch part {
      case .inline(let bytes):
        LEB128.append(Kind.inline, to: &recipe)
        LEB128.append(bytes.count, to: &recipe)
        recipe += bytes
      case .shared(let bytes):
        append(Kind.shared, try texts.chunks(of: bytes) { try chunks(of: $0, in: db) }, to: &recipe)
      case .escaped(let bytes):
        append(Kind.escaped, try texts.chunks(of: bytes) { try chunks(of: $0, in: db) }, to: &recipe)
      }
    }
    return recipe
  }

  private static func append(_ kind: Int, _ chunks: [Int], to recipe: inout [UInt8]) {
    LEB128.append(kind, to: &recipe)
    LEB128.append(chunks.count, to: &recipe)
    for chunk in chunks { LEB128.append(chunk, to: &recipe) }
  }

  private static func chunks(of bytes: [UInt8], in db: Database) throws -> [Int] {
    let (ends, hashes) = bytes.withUnsafeBytes { content -> ([Int], [[UInt8]]) in
      let ends = ContentChunker.ends(in: content)
      let hashes = zip([0] + ends, ends).map { start, end in
        ContentHash.digest(UnsafeRawBufferPointer(rebasing: content[start..<end]))
      }
      return (ends, hashes)
    }
    return try zip(zip([0] + ends, ends), hashes).map { range, hash in
      try chunk(bytes[range.0..<range.1], hash, in: db)
    }
  }

  private static func chunk(_ bytes: ArraySlice<UInt8>, _ hash: [UInt8], in db: Database) throws -> Int {
    let found = try BoundStatement(
      "SELECT id, size, is_compressed, bytes FROM content_chunk WHERE hash = ?", [.bytes(hash)]
    ).rows(db) { columns in (id: try columns.integer(), bytes: try? plain(&columns)) }.first
    // Bytes that were damaged since would be what every later call has said.
    if let found, let kept = found.bytes, ByteSearch.areSame(kept[...], bytes) { return found.id }
    let compressed = Zstandard.compressed(bytes)
    if let found {
      try BoundStatement(
        updating: "content_chunk",
        [
          "size": .integer(bytes.count), "is_compressed": .integer(compressed == nil ? 0 : 1),
          "bytes": .bytes(compressed ?? Array(bytes)),
        ], where: "id = ?", [.integer(found.id)]
      ).run(db)
      return found.id
    }
    try BoundStatement(
      insertingInto: "content_chunk",
      [
        "hash": .bytes(hash), "size": .integer(bytes.count), "is_compressed": .integer(compressed == nil ? 0 : 1),
        "index_state": .integer(0), "bytes": .bytes(compressed ?? Array(bytes)),
      ]
    ).run(db)
    return Int(db.lastInsertedRowID)
  }

  // MARK: Reading

  /// The content that a recipe makes.
  static func load(_ recipe: [UInt8], in db: Database) throws -> [UInt8] {
    var content: [UInt8] = []
    try read(recipe) { kind, chunks, bytes in
      var text = Array(bytes)
      for chunk in chunks { text += try self.bytes(of: chunk, in: db) }
      content += kind == Kind.escaped ? SharedContent.escaped(text) : text[...]
    }
    return content
  }

  /// The chunks a recipe names.
  static func chunks(in recipe: [UInt8]) throws -> [Int] {
    var found: [Int] = []
    try read(recipe) { _, chunks, _ in found += chunks }
    return found
  }

  /// The chunks a recipe names, as far as it can be read: what is damaged must not keep the rest from being tidied.
  static func readableChunks(in recipe: [UInt8]) -> [Int] {
    var found: [Int] = []
    try? read(recipe) { _, chunks, _ in found += chunks }
    return found
  }

  private static func read(_ recipe: [UInt8], _ part: (Int, [Int], ArraySlice<UInt8>) throws -> Void) throws {
    var rest = recipe[...]
    while !rest.isEmpty {
      guard let kind = LEB128.take(from: &rest), let count = LEB128.take(from: &rest), count <= rest.count else {
        throw StoreFailure.damagedContent
      }
      switch kind {
      case Kind.inline:
        try part(kind, [], rest.prefix(count))
        rest = rest.dropFirst(count)
      case Kind.shared, Kind.escaped:
        var chunks: [Int] = []
        for _ in 0..<count {
          guard let chunk = LEB128.take(from: &rest) else { throw StoreFailure.damagedContent }
          chunks.append(chunk)
        }
        try part(kind, chunks, [])
      default: throw StoreFailure.damagedContent
      }
    }
  }

  /// The bytes of a chunk.
  ///
  /// Throws `StoreFailure.damagedContent` for others than were stored.
  static func bytes(of chunk: Int, in db: Database) throws -> [UInt8] {
    let found = try BoundStatement(
      "SELECT hash, size, is_compressed, bytes FROM content_chunk WHERE id = ?", [.integer(chunk)]
    ).rows(db) { columns in (hash: try columns.bytes(), bytes: try plain(&columns)) }
    guard let found = found.first, found.bytes.withUnsafeBytes(ContentHash.digest) == found.hash else {
      throw StoreFailure.damagedContent
    }
    return found.bytes
  }

  /// Reads size, compression and bytes of a row.
  private static func plain(_ columns: inout ColumnReader) throws -> [UInt8] {
    let (size, isCompressed, bytes) = (try columns.integer(), try columns.integer(), try columns.bytes())
    return isCompressed == 0 ? bytes : try Zstandard.decompressed(bytes, size: size)
  }
}
