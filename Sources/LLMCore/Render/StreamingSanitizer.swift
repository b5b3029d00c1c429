/// Makes model text safe for a terminal while it streams, where it is shown as it is: no Markdown, no wrapping.
package struct StreamingSanitizer {
  private var sanitizer = TextSanitizer(.prose)

  package init() {}

  /// The safe form of the next piece.
  package mutating func sanitize(_ piece: [UInt8]) -> SafeText { SafeText(sanitizing: piece, with: &sanitizer) }
}
