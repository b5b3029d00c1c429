/// A piece whose end is far away: a megabyte of one letter, or of zeros. What surely belongs to it is encoded and forgotten
/// before the end is known.
final class EndlessPiece {
  private let piece: LongPiece
  private var open: OpenPiece
  /// Bytes from the piece's start on that were encoded.
  private var encoded = 0
  /// Bytes from the piece's start on that the search for its end has read.
  private var read = 0

  /// A piece that has been given none of its text yet.
  init(_ tables: VocabularyTables, grammar: PieceGrammar) {
    piece = LongPiece(tables)
    open = OpenPiece(grammar: grammar)
  }

  /// What came of a part of the piece.
  struct Advance {
    var tokens = 0
    /// Bytes that need not be given again.
    var used = 0
    var isAtEnd = false
  }

  /// Encodes what is certain of a text that begins where the last call stopped using bytes.
  func advance(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Advance {
    var advance = Advance()
    let progress = open.read(UnsafeBufferPointer(rebasing: text[(read - encoded)...]), isLast: isLast)
    advance.isAtEnd = progress.length != nil
    read += progress.read
    let sure = UnsafeBufferPointer(rebasing: text[..<((progress.length ?? open.certain) - encoded)])
    advance.used = piece.encode(sure, isLast: advance.isAtEnd) { advance.tokens += $0.count }
    encoded += advance.used
    return advance
  }
}
