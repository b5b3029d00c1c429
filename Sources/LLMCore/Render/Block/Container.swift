/// A block that holds others.
struct Container: Sendable {
  enum Kind: Sendable {
    case quote
    /// A list item or footnote: columns that its lines are indented by.
    case item(indent: Int)
  }

  var kind: Kind
  /// What its first row begins with.
  var marker: [UInt8] = []
  var markerColumns = 0
  var markerRole = TextRole.listMarker
  /// The marker stands on the screen.
  var isMarked = false
  /// It has a line that is not blank.
  var hasContent = false
  /// How deep it is among list items, from 0.
  var depth = 0
}
