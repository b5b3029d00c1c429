/// The last tokens of the encodings of a text's beginnings, place by place.
///
/// Every beginning has at most one encoding, so a place needs one token, and the token is found from those of the places
/// before. That takes the same time whatever the text is, where ``BytePairEncoder`` is faster as a rule but may have to give
/// up a long way.
struct LastTokens {
  let encoder: BytePairEncoder
  /// For each place the token that ends there, plus one; 0 where no encoding ends.
  private let last: [TokenID]

  /// Follows all encodings that begin with a text, after the token before it if it goes on from one.
  init(_ encoder: BytePairEncoder, _ text: UnsafeBufferPointer<UInt8>, after previous: TokenID?) {
    self.encoder = encoder
    var last = [TokenID](repeating: 0, count: text.count + 1)
    if let base = text.baseAddress {
      last.withUnsafeMutableBufferPointer { last in
        for start in 0..<text.count where start == 0 || last[start] != 0 {
          let before = start == 0 ? previous : last[start] - 1
          // The longest token that ends at a place is met first, and fits most often.
          encoder.tables.forEachMatch(base + start, count: text.count - start) { token, length in
            guard last[start + length] == 0 else { return }
            if before.map({ encoder.areNeighbours($0, token) }) ?? true { last[start + length] = token + 1 }
          }
        }
      }
    }
    self.last = last
  }

  /// Whether the last places, so many of them, all end an encoding. The start of the text counts as one that does.
  func coverEnd(of places: Int) -> Bool {
    last.enumerated().suffix(places).allSatisfy { $0.offset == 0 || $0.element != 0 }
  }

  /// Writes the encoding of the whole text, and returns the number of its tokens; 0 when there is none.
  func write(to tokens: UnsafeMutablePointer<TokenID>) -> Int {
    var number = 0
    var end = last.count - 1
    while end > 0 {
      guard last[end] != 0 else { return 0 }
      let token = last[end] - 1
      tokens[number] = token
      number += 1
      end -= encoder.tables.length(of: token)
    }
    var written = UnsafeMutableBufferPointer(start: tokens, count: number)
    written.reverse()
    return number
  }
}
