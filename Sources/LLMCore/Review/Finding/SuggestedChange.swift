/// What should stand in place of a finding's lines.
package struct SuggestedChange: Sendable, Equatable {
  /// The lines that replace the finding's lines, without line ends.
  package var replacement: [[UInt8]]
  /// A unified diff against the new side; nil where none applies, and then the replacement is only a text to read.
  package var patch: [UInt8]?

  package init(replacement: [[UInt8]], patch: [UInt8]?) {
    self.replacement = replacement
    self.patch = patch
  }
}
