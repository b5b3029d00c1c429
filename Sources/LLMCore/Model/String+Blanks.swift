extension String {
  /// Without white space and line ends at both ends.
  package var trimmingBlanks: String {
    let start = unicodeScalars.drop { $0.properties.isWhitespace }
    let end = start.reversed().drop { $0.properties.isWhitespace }.count
    return String(start.prefix(end))
  }
}
