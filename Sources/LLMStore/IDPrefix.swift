/// The beginning of an id, as a range of ids that SQLite finds through an index.
struct IDPrefix {
  /// The least id that starts so.
  let lowerBound: String
  /// Greater than every id that starts so: no character of an id comes behind the tilde.
  var upperBound: String { lowerBound + "~" }

  /// Returns nil for an empty text, which is the beginning of every id. Ids are typed in either case.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    lowerBound = text.uppercased()
  }
}
