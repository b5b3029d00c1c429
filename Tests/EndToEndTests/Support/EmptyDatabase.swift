/// An SQLite file without tables, built by hand so that a test needs no SQLite: a header and the empty root page.
enum EmptyDatabase {
  private static let pageSize = 4096

  /// The file, with the number in it by which llmctl tells the versions of its tables.
  static func bytes(userVersion: UInt32) -> [UInt8] {
    var page = Array("SQLite format 3\0".utf8)
    // Page size, file format versions, reserved space, payload fractions.
    page += [0x10, 0x00, 1, 1, 0, 64, 32, 32]
    // Change counter, size in pages, free pages (2), schema cookie, schema format, cache, autovacuum, encoding.
    for word: UInt32 in [1, 1, 0, 0, 0, 4, 0, 0, 1] { page += bigEndian(word) }
    page += bigEndian(userVersion)
    page += [UInt8](repeating: 0, count: 28)
    // The change counter this version number is valid for, and SQLite 3.45.
    page += bigEndian(1) + bigEndian(3_045_000)
    // A leaf without cells whose content starts at the end of the page.
    page += [0x0D, 0, 0, 0, 0, 0x10, 0, 0]
    return page + [UInt8](repeating: 0, count: pageSize - page.count)
  }

  private static func bigEndian(_ word: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
  }
}
