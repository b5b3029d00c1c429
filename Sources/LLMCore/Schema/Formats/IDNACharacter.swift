internal import CUnicodeTables

/// What IDNA 2008 knows of a character; the table is made by `scripts/idna_tables.py`.
struct IDNACharacter {
  enum Status: UInt32 { case disallowed, valid, contextJoiner, contextOther }
  enum Joining: UInt32 { case none, left, right, dual, transparent, causing }
  enum Direction: UInt32 { case left, right, arabic, arabicNumber, europeanNumber, neutral, mark, forbidden }
  enum Script: UInt32 { case other, greek, han, hebrew, hiragana, katakana }

  let status: Status
  let joining: Joining
  let direction: Direction
  let script: Script

  init(_ code: UInt32) {
    let table = UnsafeBufferPointer(start: idna_run_table(), count: idna_run_count)
    // The last run that begins at or before the character.
    var (low, high) = (0, table.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if table[middle] & 0x1F_FFFF <= code { low = middle } else { high = middle }
    }
    let facts = table[low] >> 21
    status = Status(rawValue: facts & 3) ?? .disallowed
    joining = Joining(rawValue: facts >> 2 & 7) ?? .none
    direction = Direction(rawValue: facts >> 5 & 7) ?? .forbidden
    script = Script(rawValue: facts >> 8 & 7) ?? .other
  }
}
