internal import CVocabulary

/// Encodes many pieces of a few bytes side by side, in the way byte-pair encoding is defined: the lowest merge first, of two
/// the left one.
///
/// A merge alone spends most of its time waiting for memory, and much of the rest on branches that the processor guesses
/// wrong. So each piece has a lane, all lanes take a step in turn, and a step has no branch but for the end of its piece: it
/// finds the lowest merge, makes it, and asks for the memory that tells what the new token merges to, which is there when the
/// others have taken their steps.
///
/// A lane has a place for each byte, from 1 on. Place 0 and the one behind the last hold ``PairTable/loner``, so that a
/// merge at the edge needs no case of its own.
struct MergeLanes {
  let tables: VocabularyTables
  let memory: EncoderMemory

  /// Pieces that are merged in turn.
  static let lanes = 16
  /// Bytes of the longest piece.
  static let longest = 31
  /// Places of a lane.
  static let places = 32
  /// Tokens of a lane, with the loner behind the last, and room that keeps the lanes out of step with the cache's lines.
  static let tokenPlaces = 36

  /// A piece on its way.
  struct Lane {
    /// Bit i is set when a token begins at place i, or a loner is there.
    var starts: UInt64
    /// What the last merge's neighbours are looked up at.
    var before: PairTable.Place
    var after: PairTable.Place
    /// The places of the last merge, and of the token before.
    var at: Int
    var previous: Int
    /// Tokens the piece has come down to.
    var number: Int
    /// Which of the pieces it is.
    var piece: Int
  }

  /// A piece that has been encoded.
  struct Encoded {
    let piece: Int
    let number: Int
    /// Bit i is set when a token begins at byte i.
    let starts: UInt64
    /// The token that begins at each byte.
    let tokens: UnsafeMutablePointer<TokenID>
  }

  /// Encodes pieces, which are at most ``longest`` bytes long, or at most 15 when they are not `areWide`.
  ///
  /// - Parameters:
  ///   - count: the number of pieces.
  ///   - text: asked for each piece in order.
  ///   - done: gets each piece, in any order; what it gets is valid until it returns.
  @inline(__always)
  func encode(
    _ count: Int, areWide: Bool, text: (_ piece: Int) -> UnsafeBufferPointer<UInt8>, done: (Encoded) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: (lanes: Lane, order: Int).self, capacity: Self.lanes) { memory in
      guard let lanes = memory.baseAddress else { return }
      var started = 0
      var busy = 0
      // A lane that has been used keeps its number, wherever it stands in the order.
      for lane in 0..<Self.lanes { (lanes + lane).pointee.order = lane }
      while true {
        while busy < Self.lanes, started < count {
          let lane = lanes[busy].order
          start(&lanes[lane].lanes, lane: lane, piece: started, text(started), areWide: areWide)
          started &+= 1
          busy &+= 1
        }
        if busy == 0 { return }
        for place in 0..<busy {
          let lane = lanes[place].order
          lookUpNeighbours(lanes[lane].lanes, lane: lane)
        }
        var kept = 0
        for place in 0..<busy {
          let lane = lanes[place].order
          if advance(&lanes[lane].lanes, lane: lane, areWide: areWide) {
            (lanes[place].order, lanes[kept].order) = (lanes[kept].order, lane)
            kept &+= 1
          } else {
            let state = lanes[lane].lanes
            done(
              Encoded(piece: state.piece, number: state.number, starts: state.starts &>> 1, tokens: tokens(lane) + 1))
          }
        }
        busy = kept
      }
    }
  }

  @inline(__always)
  private func keys(_ lane: Int) -> UnsafeMutablePointer<UInt32> { memory.keys + lane &* Self.places }

  @inline(__always)
  private func tokens(_ lane: Int) -> UnsafeMutablePointer<TokenID> { memory.places + lane &* Self.tokenPlaces }

  /// Puts a piece on a lane.
  @inline(__always)
  private func start(
    _ lane: inout Lane, lane number: Int, piece: Int, _ text: UnsafeBufferPointer<UInt8>, areWide: Bool
  ) {
    let (keys, tokens) = (keys(number), tokens(number))
    let last = text.count &- 1
    tokens[0] = PairTable.loner
    keys[0] = Self.key(PairTable.noToken, 0)
    var byte = text[0]
    for at in 0..<last {
      let next = text[at &+ 1]
      tokens[at &+ 1] = tables.byteToken(byte)
      keys[at &+ 1] = Self.key(tables.pairs.merged(byte: byte, next), at &+ 1)
      byte = next
    }
    tokens[last &+ 1] = tables.byteToken(byte)
    tokens[last &+ 2] = PairTable.loner
    for place in (last &+ 1)..<(areWide ? 32 : 16) { keys[place] = Self.key(PairTable.noToken, place) }
    let nowhere = tables.pairs.place(PairTable.loner, PairTable.loner)
    lane = Lane(
      starts: ~(UInt64.max &<< UInt64(last &+ 3)), before: nowhere, after: nowhere, at: 0, previous: 0,
      number: text.count, piece: piece)
  }

  /// Enters what the token merged last merges to with its neighbours.
  @inline(__always)
  private func lookUpNeighbours(_ lane: borrowing Lane, lane number: Int) {
    let keys = keys(number)
    keys[lane.previous] = Self.key(tables.pairs.mergedOrMiss(lane.before), lane.previous)
    keys[lane.at] = Self.key(tables.pairs.mergedOrMiss(lane.after), lane.at)
  }

  /// Makes the next merge. False when there is none: the piece is encoded.
  @inline(__always)
  private func advance(_ lane: inout Lane, lane number: Int, areWide: Bool) -> Bool {
    let (keys, tokens) = (keys(number), tokens(number))
    let least = llmctl_least(keys, areWide ? 32 : 16)
    if least >= Self.key(PairTable.miss, 0) { return false }
    let at = Int(least & 0xFF)
    let token = (least &- Self.key(0, 0)) &>> 8
    // There is a token behind, since it is merged with, and a loner behind that.
    let gone = Self.next(lane.starts, at)
    lane.starts &= ~(1 &<< UInt64(gone))
    keys[gone] = Self.key(PairTable.noToken, gone)
    let next = Self.next(lane.starts, at)
    let previous = Self.previous(lane.starts, at)
    tokens[at] = token
    lane.before = tables.pairs.place(tokens[previous], token)
    lane.after = tables.pairs.place(token, tokens[next])
    llmctl_prefetch(lane.before.slot)
    llmctl_prefetch(lane.after.slot)
    (lane.at, lane.previous) = (at, previous)
    lane.number &-= 1
    return true
  }

  /// The place of the next token. There must be one.
  @inline(__always)
  private static func next(_ starts: UInt64, _ at: Int) -> Int {
    Int(llmctl_lowest_bit(starts & (UInt64.max &- 1) &<< UInt64(at)))
  }

  /// The place of the token before. There must be one.
  @inline(__always)
  private static func previous(_ starts: UInt64, _ at: Int) -> Int {
    Int(llmctl_highest_bit(starts & ~(UInt64.max &<< UInt64(at))))
  }

  /// The merge at a place: below all others when its token is, or when it is the left one of two alike. `llmctl_least`
  /// compares them as floating-point numbers; the constant keeps them out of the denormal ones.
  @inline(__always)
  private static func key(_ token: TokenID, _ place: Int) -> UInt32 {
    0x0080_0000 &+ token &<< 8 &+ UInt32(truncatingIfNeeded: place)
  }
}
