/// A piece whose end is far away: a megabyte of one letter, or of zeros. What surely belongs to it is encoded and forgotten
/// before the end is known.
///
/// Where it is not known for long whether a stretch belongs to it, such as blanks after a line break, the stretch is encoded
/// both ways, as ``OpenPiece`` says it can be: as the rest of the piece, and as the start of the next. So no text is kept for
/// longer than it takes to encode it. Places are bytes from the start of the piece that the value was made for.
final class EndlessPiece {
  /// One way to encode the text that was read.
  private struct Way {
    let piece: LongPiece
    /// Where the text begins that is not encoded.
    var encoded: Int
    /// Tokens that have not been reported.
    var tokens = 0
  }

  private let tables: VocabularyTables
  private var open: OpenPiece
  /// The piece, and all that is undecided as its rest.
  private var piece: Way
  /// The piece as it ends before what is undecided, with that as the start of the next.
  private var next: Way?
  /// Where the piece starts.
  private var start = 0
  /// Where the text begins that the search for the end has not read.
  private var read = 0
  /// Where the text begins that was not used.
  private var used = 0
  /// Undecided bytes that are waited for before they are encoded both ways.
  private let patience: Int

  /// A piece that has been given none of its text yet.
  init(_ tables: VocabularyTables, grammar: PieceGrammar, patience: Int) {
    self.tables = tables
    self.patience = patience
    open = OpenPiece(grammar: grammar)
    piece = Way(piece: LongPiece(tables), encoded: 0)
  }

  /// What came of a part of the piece.
  struct Advance {
    var tokens = 0
    /// Bytes that need not be given again.
    var used = 0
    /// Whether nothing of the text behind those has been encoded.
    var isAtEnd = false
  }

  /// Encodes what is certain of a text that begins where the last call stopped using bytes.
  func advance(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Advance {
    let before = used
    var advance = Advance()
    while !advance.isAtEnd {
      let progress = open.read(UnsafeBufferPointer(rebasing: text[(read - before)...]), isLast: isLast)
      read += progress.read
      if let length = progress.length {
        advance.isAtEnd = end(at: start + length, text, from: before)
        advance.tokens += takeTokens()
      } else {
        follow(text, from: before)
        if next == nil { advance.tokens += takeTokens() }
        // An end of the text that comes after the last piece's end.
        advance.isAtEnd = isLast && open.isEmpty
        if !advance.isAtEnd { break }
      }
    }
    used = min(piece.encoded, next?.encoded ?? .max)
    advance.used = used - before
    return advance
  }

  private func takeTokens() -> Int {
    defer { piece.tokens = 0 }
    return piece.tokens
  }

  /// Encodes the piece to its end, or goes over to the way that has it end there. Whether the next piece is untouched.
  private func end(at end: Int, _ text: UnsafeBufferPointer<UInt8>, from before: Int) -> Bool {
    if let next, end <= fork {
      piece = next
    } else {
      finish(&piece, at: end, text, from: before)
      piece = Way(piece: LongPiece(tables), encoded: end, tokens: piece.tokens)
    }
    next = nil
    start = end
    return piece.encoded == end
  }

  /// Where what is undecided begins, when it is encoded both ways.
  private var fork = 0

  /// Encodes what has become certain, and both ways what has been undecided for long.
  private func follow(_ text: UnsafeBufferPointer<UInt8>, from before: Int) {
    let certain = start + open.certain
    if next != nil, certain > fork { next = nil }
    if next == nil, open.undecided >= patience {
      encode(&piece, to: certain, text, from: before)
      fork = certain
      var way = Way(piece: piece.piece.copy(), encoded: piece.encoded, tokens: piece.tokens)
      finish(&way, at: fork, text, from: before)
      next = Way(piece: LongPiece(tables), encoded: fork, tokens: way.tokens)
    }
    guard var way = next else { return encode(&piece, to: certain, text, from: before) }
    next = nil
    encode(&piece, to: certain + open.undecided, text, from: before)
    encode(&way, to: certain + open.certainOfNext, text, from: before)
    next = way
  }

  private func encode(_ way: inout Way, to end: Int, _ text: UnsafeBufferPointer<UInt8>, from before: Int) {
    encode(&way, to: end, isLast: false, text, from: before)
  }

  private func finish(_ way: inout Way, at end: Int, _ text: UnsafeBufferPointer<UInt8>, from before: Int) {
    encode(&way, to: end, isLast: true, text, from: before)
  }

  private func encode(
    _ way: inout Way, to end: Int, isLast: Bool, _ text: UnsafeBufferPointer<UInt8>, from before: Int
  ) {
    guard way.encoded < end else { return }
    let sure = UnsafeBufferPointer(rebasing: text[(way.encoded - before)..<(end - before)])
    var tokens = 0
    way.encoded += way.piece.encode(sure, isLast: isLast) { tokens += $0.count }
    way.tokens += tokens
  }
}
