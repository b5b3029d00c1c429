/// What a project asks its reviewers to look at, from `.llmctl/review.md`.
///
/// Markdown. What stands before the first heading of the form `## path: src/**, *.sql` holds for all files, what stands under such
/// a heading for the files that one of its patterns matches (patterns of git's ignore files). Other headings are part of the text;
/// one of the same or a higher level ends a rule. `<!-- … -->` on lines of its own is left out.
package struct ReviewGuidance: Sendable, Equatable {
  /// The text for files of certain paths.
  package struct Rule: Sendable, Equatable {
    package var patterns: [[UInt8]]
    package var text: String
  }

  /// For all files.
  package private(set) var general = ""
  package private(set) var rules: [Rule] = []

  /// Bytes of the largest file.
  package static let largest = 32 * 1024

  /// No guidance.
  package init() {}

  /// Reads the file. Throws `LLMError` of kind `inputInvalid` where it is too large, no UTF-8, or has a rule without pattern or text.
  package init(_ content: ArraySlice<UInt8>) throws(LLMError) {}

  /// What holds for any of the paths, each text once, in the order of the file.
  package func text(for paths: [[UInt8]], matches: FileScreening.Matcher) -> String { general }
}
