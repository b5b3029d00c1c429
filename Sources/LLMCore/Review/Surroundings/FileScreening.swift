/// Decides which files of a change are worth a model's time.
package struct FileScreening: Sendable {
  /// Whether a pattern of git's ignore rules matches a path.
  package typealias Matcher = @Sendable (_ pattern: [UInt8], _ path: [UInt8]) -> Bool

  /// Whether everything is reviewed but what is binary or too large.
  package var takesAll = false
  /// Bytes of the largest change of one file.
  package var largest = 1 << 20

  /// `attributes` are the content of `.gitattributes` at the top of the repository.
  package init(attributes: [UInt8] = [], matches: @escaping Matcher) {}

  /// Why a file is skipped; nil where it is to be reviewed.
  ///
  /// - Parameters:
  ///   - path: relative to the top of the repository.
  ///   - text: the new text of the whole file, or as much as is known of it: the added and context lines.
  ///   - changeBytes: how long its part of the diff is.
  package func reason(path: [UInt8], text: ArraySlice<UInt8>, changeBytes: Int, isBinary: Bool = false) -> SkipReason? {
    nil
  }
}
