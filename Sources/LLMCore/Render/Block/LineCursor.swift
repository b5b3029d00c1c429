/// A place in a line, in bytes and in columns: tabs reach to the next multiple of four.
struct LineCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0
  private(set) var column = 0
  /// Columns of a tab that are used up, when the place is within it.
  private var usedOfTab = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Columns of space from here to the next other character, and where that is.
  var indent: (columns: Int, end: Int) {
    var end = offset
    var at = column
    while end < bytes.count {
      if bytes[end] == 0x20 {
        at += 1
      } else if bytes[end] == 0x09 {
        at += 4 - (at & 3)
      } else {
        break
      }
      end += 1
    }
    return (at - column, end)
  }

  var isBlank: Bool { indent.end == bytes.count }

  /// Skips so many columns of space, possibly a part of a tab.
  mutating func skip(columns: Int) {
    var rest = columns
    while rest > 0, offset < bytes.count {
      if bytes[offset] == 0x20 {
        offset += 1
        column += 1
        rest -= 1
      } else if bytes[offset] == 0x09 {
        let width = 4 - (column & 3)
        if width > rest {
          column += rest
          usedOfTab += rest
          return
        }
        column += width
        rest -= width
        offset += 1
        usedOfTab = 0
      } else {
        return
      }
    }
  }

  /// Skips so many bytes that are no tabs.
  mutating func skip(bytes count: Int) {
    offset += count
    column += count
  }

  /// Goes to where the space ends.
  mutating func skipSpace() { skip(columns: indent.columns) }

  /// The rest of the line; the part of a tab that is left as spaces.
  var rest: (spaces: Int, bytes: UnsafeBufferPointer<UInt8>.SubSequence) {
    guard usedOfTab > 0, offset < bytes.count, bytes[offset] == 0x09 else { return (0, bytes[offset...]) }
    return (4 - (column & 3), bytes[(offset + 1)...])
  }
}
