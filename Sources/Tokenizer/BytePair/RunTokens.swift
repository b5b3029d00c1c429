/// Encodings of one byte over and over, for every number of times.
///
/// A text's encoding is that of its beginning up to the last token, and the last token. So for each byte a table of last
/// tokens is enough, one for each number of times up to a limit. Which token is the last depends only on those of the places
/// before it, as many as the longest token has bytes. Where so many entries in a row are those of some places earlier, so are
/// all after them: the table goes on with that period.
struct RunTokens {
  let encoder: BytePairEncoder

  /// Times up to which the last tokens are kept.
  static let limit = 1024
  /// Entries of a byte: the places done and one more, the last tokens plus one, and the period.
  static let entries = limit + 2

  /// Writes the encoding of a byte so many times, and returns the number of its tokens; 0 when it is not known.
  func write(_ byte: UInt8, times: Int, to tokens: UnsafeMutablePointer<TokenID>) -> Int {
    let table = encoder.memory.runs + Int(byte) * Self.entries
    extend(table, byte, to: min(times, Self.limit))
    let period = times > Self.limit ? period(of: table) : 1
    guard period > 0 else { return 0 }
    var number = 0
    var rest = times
    while rest > 0 {
      let beyond = rest - Self.limit
      let last = table[beyond > 0 ? rest - (beyond + period - 1) / period * period : rest]
      guard last > 0 else { return 0 }
      tokens[number] = last - 1
      number += 1
      rest -= max(encoder.tables.length(of: last - 1), 1)
    }
    var written = UnsafeMutableBufferPointer(start: tokens, count: number)
    written.reverse()
    return number
  }

  /// Finds the last tokens up to a number of times.
  private func extend(_ table: UnsafeMutablePointer<TokenID>, _ byte: UInt8, to times: Int) {
    let start = max(Int(table[0]) - 1, 0)
    guard start < times else { return }
    table[0] = TokenID(times + 1)
    let text = [UInt8](repeating: byte, count: min(encoder.tables.longestToken, Self.limit))
    text.withUnsafeBufferPointer { text in
      guard let text = text.baseAddress else { return }
      for place in start..<times where place == 0 || table[place] != 0 {
        let count = min(encoder.tables.longestToken, Self.limit - place)
        encoder.tables.forEachMatch(text, count: count) { token, length in
          guard table[place + length] == 0 else { return }
          if place == 0 || encoder.areNeighbours(table[place] - 1, token) { table[place + length] = token + 1 }
        }
      }
    }
  }

  /// After how many places a full table repeats itself; 0 when it does not.
  private func period(of table: UnsafeMutablePointer<TokenID>) -> Int {
    let known = Self.entries - 1
    if table[known] == 0 {
      let longest = encoder.tables.longestToken
      let period = (1...max(longest, 1)).first { period in
        period + longest < Self.limit
          && (Self.limit - longest + 1...Self.limit).allSatisfy { table[$0] == table[$0 - period] }
      }
      table[known] = TokenID((period ?? 0) + 1)
    }
    return Int(table[known]) - 1
  }
}
