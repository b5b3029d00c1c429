/// Where a person's words come from, entry by entry.
package protocol LineReader: Sendable {
  /// Reads one entry: a line or several, edited by a person. Suspends until it is entered.
  ///
  /// Entries are added to the reader's history by the reader. One read at a time; while none is in progress the terminal
  /// neither echoes nor edits, so what is typed ahead waits unseen for the next one.
  ///
  /// - Parameters:
  ///   - prompt: what stands before the cursor and at the right edge.
  ///   - draft: what is in the editor already; give back here what `.woken` returned.
  /// - Returns: how it ended. When the task is cancelled, that is `.woken` with what was typed so far.
  /// - Throws: `.internalError` where the editor cannot be started, `.inputInvalid` where the input cannot be read.
  func read(_ prompt: LinePrompt, draft: String) async throws(LLMError) -> LineEntry

  /// Ends the read in progress with `.woken`, so that something can be written and the read begun again. Does nothing where
  /// there is none.
  func wake()
}

extension LineReader {
  /// Reads an entry that begins empty.
  package func read(_ prompt: LinePrompt) async throws(LLMError) -> LineEntry { try await read(prompt, draft: "") }
}

/// How a read ended.
package enum LineEntry: Sendable, Equatable {
  /// Entered. Line ends are `\n`; the quotes around a `"""` block and the backslashes that continued a line are gone.
  case text(String)
  /// Ctrl-C. The draft is what it threw away; an empty one means that there was nothing to throw away.
  case interrupted(draft: String)
  /// Ctrl-D on an empty line, or the end of the input.
  case end
  /// Ended by `wake` or the task's cancellation; the draft is what was typed so far.
  case woken(draft: String)
}

/// What a person sees beside the cursor. Each part is one line; line ends in it become spaces.
package struct LinePrompt: Sendable, Equatable {
  /// How a part looks. Only weights and a palette colour, so that it follows light and dark themes.
  package enum Style: Sendable, Equatable {
    case plain
    case bold
    case dim
    /// Cyan from the terminal's palette, bold.
    case accent
  }

  /// Before the cursor, such as `gpt-5 ▸ `; ends with a space by custom.
  package var left: SafeText
  /// How `left` looks; `.plain` where colours are not wanted.
  package var leftStyle: Style
  /// At the right edge of the first row, while there is room for it.
  package var right: SafeText?
  /// How `right` looks.
  package var rightStyle: Style

  package init(_ left: SafeText, style: Style = .plain, right: SafeText? = nil, rightStyle: Style = .plain) {
    self.left = left
    self.leftStyle = style
    self.right = right
    self.rightStyle = rightStyle
  }
}

/// What can be typed next, asked for with Tab.
package protocol LineCompleter: Sendable {
  /// What could stand at the end of `text`, which is what stands before the cursor in `draft`. Called on the editor's thread,
  /// which waits for it: a few milliseconds are not noticed.
  func completions(for text: String, in draft: String) -> LineCompletions
}

/// Ways to go on with a line.
package struct LineCompletions: Sendable, Equatable {
  /// One way to go on.
  package struct Candidate: Sendable, Equatable {
    /// What takes the place of the word, with a space or a slash behind it where the word is then done or goes on.
    package var text: String
    /// What to show in a list behind the text, in a few words.
    package var description: SafeText?

    package init(_ text: String, _ description: SafeText? = nil) {
      self.text = text
      self.description = description
    }
  }

  /// The word that each candidate takes the place of: the end of the text before the cursor, empty to only insert.
  package var word: String
  /// In the order in which they are listed.
  package var candidates: [Candidate]

  package init(replacing word: String, by candidates: [Candidate]) {
    self.word = word
    self.candidates = candidates
  }

  /// Nothing to go on with.
  package static let none = LineCompletions(replacing: "", by: [])
}

/// What was entered before.
package protocol LineHistory: Sendable {
  /// Oldest first, as many as are worth keeping at hand. Asked for before each read; called on the editor's thread.
  func entries() -> [String]

  /// Keeps an entry as it was typed. Entries that start with a space and those equal to the one before are not kept. Called on
  /// the editor's thread; a failure is the history's own affair and loses nothing but the entry.
  func add(_ entry: String)
}

/// The terminal's settings, changed for as long as llmctl talks with a person.
package protocol TerminalModes: Sendable {
  /// Neither echoes nor edits what is typed from now on, so that it does not mix with an answer. Ctrl-C still interrupts.
  func silence()

  /// Puts the terminal back as it was found: for a child program, and at the end.
  func restore()
}
