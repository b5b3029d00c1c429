internal import CEditline
internal import Glibc

/// The lines of a draft, for moving up and down in it. Places are offsets in its scalars.
struct DraftLines {
  private let scalars: [wchar_t]
  private static let lineFeed: wchar_t = 0x0A

  init(_ scalars: [wchar_t]) { self.scalars = scalars }

  /// Where the line begins that the place is in.
  func start(at offset: Int) -> Int { (scalars[..<offset].lastIndex(of: Self.lineFeed) ?? -1) + 1 }

  /// Where that line ends.
  func end(at offset: Int) -> Int { scalars[offset...].firstIndex(of: Self.lineFeed) ?? scalars.count }

  /// The place in the line above that is as far from the left; nil in the first line.
  func above(_ offset: Int) -> Int? {
    let start = start(at: offset)
    guard start > 0 else { return nil }
    return place(from: self.start(at: start - 1), column: width(start..<offset))
  }

  /// The place in the line below that is as far from the left; nil in the last line.
  func below(_ offset: Int) -> Int? {
    let end = end(at: offset)
    guard end < scalars.count else { return nil }
    return place(from: end + 1, column: width(start(at: offset)..<offset))
  }

  private func place(from start: Int, column: Int) -> Int {
    let end = end(at: start)
    var offset = start
    var reached = 0
    while offset < end {
      reached += width(offset..<offset + 1)
      if reached > column { break }
      offset += 1
    }
    return offset
  }

  /// In columns.
  private func width(_ range: Range<Int>) -> Int {
    scalars[range].reduce(0) { $0 + max(0, Int(llmctl_character_width($1))) }
  }
}
