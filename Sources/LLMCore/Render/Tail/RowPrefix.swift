/// What rows begin with: the bars of quotes, the markers of list items and the space below them.
struct RowPrefix: Sendable {
  /// Styled text and its columns.
  struct Part: Sendable {
    var bytes: [UInt8] = []
    var columns = 0
  }

  /// For the next row only: with the markers of items that begin there.
  var first: Part?
  /// For all rows.
  var rest = Part()
}
