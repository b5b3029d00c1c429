/// A line of a change as a model is shown it.
package struct PromptLine: Sendable, Equatable {
  package enum Side: Sendable { case context, added, removed }

  package var side: Side
  /// The line's number in the new file, from 1 on; nil for a removed line.
  package var number: Int?
  /// Without marker and line end.
  package var text: ArraySlice<UInt8>

  package init(_ side: Side, number: Int?, text: ArraySlice<UInt8>) {
    (self.side, self.number, self.text) = (side, number, text)
  }
}

/// A stretch of lines around changes.
package struct PromptHunk: Sendable, Equatable {
  /// The lines that begin the functions and classes around it, from the outermost on, or git's heading.
  package var enclosing: [PromptLine]
  package var lines: [PromptLine]

  package init(enclosing: [PromptLine] = [], lines: [PromptLine]) { (self.enclosing, self.lines) = (enclosing, lines) }
}

/// A file of the change.
package struct PromptFile: Sendable, Equatable {
  /// The path after the change, or before it where the file goes.
  package var path: [UInt8]
  /// The path before the change where it was another one.
  package var oldPath: [UInt8]?
  /// What happens to it, in a word: `added`, `deleted`, `modified`, `renamed`, `copied`.
  package var change: String
  /// What the file imports, as it stands there.
  package var imports: [PromptLine]
  package var hunks: [PromptHunk]

  package init(
    path: [UInt8], oldPath: [UInt8]? = nil, change: String, imports: [PromptLine] = [], hunks: [PromptHunk]
  ) {
    (self.path, self.oldPath, self.change, self.imports, self.hunks) = (path, oldPath, change, imports, hunks)
  }
}

/// What one request shows a model.
package struct PromptPart: Sendable, Equatable {
  package var files: [PromptFile]
  /// What the author says of the change; data like all the rest.
  package var commitText: ArraySlice<UInt8>
  /// What the project asks reviewers of these files to look at.
  package var guidance: String

  package init(files: [PromptFile], commitText: ArraySlice<UInt8> = [], guidance: String = "") {
    (self.files, self.commitText, self.guidance) = (files, commitText, guidance)
  }
}
