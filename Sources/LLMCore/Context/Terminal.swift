/// The terminal that a person sits at: standard input and standard output are one.
package protocol Terminal: Sendable {
  /// How large it is now.
  var size: ScreenSize { get }

  var modes: any TerminalModes { get }

  /// Has the function told what happens to the terminal from now on; it is called on another thread and must not take long.
  /// Returns what `forget` wants.
  func notify(_ observer: @escaping @Sendable (TerminalNotice) -> Void) -> Int

  /// Ends what `notify` began.
  func forget(_ id: Int)

  /// A way to read entries, with the history that all terminals share unless it is not to be kept. Nil where the system
  /// refuses a thread.
  func makeReader(completer: any LineCompleter, keepsHistory: Bool) -> (any LineReader)?

  /// Runs a line of the user's own in a shell that has the terminal to itself, with `$1` as its argument, and returns its exit
  /// status; nil where it cannot be started.
  func run(shell line: String, argument: String) -> Int32?

  /// Shows a text in the user's pager; false where that cannot be started.
  func page(_ text: SafeText) -> Bool

  /// Has a text changed in the user's editor; nil where that failed, and the text stays as it is.
  func edit(_ text: String) -> String?

  /// Has a file's bytes changed in the user's editor, where every byte counts; nil where that failed.
  ///
  /// - Parameter ending: of the file's name, by which editors know what it is.
  func edit(exactly bytes: [UInt8], ending: String) -> [UInt8]?

  // MARK: Questions, at the terminal itself, whatever the standard streams are

  /// Whether there is a terminal at which somebody can be asked: the one that controls this process.
  var hasPerson: Bool { get }

  /// Asks, and reads a line without showing what is typed, however it ends: empty for a mere Enter, nil where nobody can be
  /// asked, for Ctrl-D, and when the task that asks is cancelled. Blocks.
  ///
  /// - Parameter prompt: what stands before the cursor; ends with a space by custom.
  func readSecret(_ prompt: SafeText) -> Secret?

  /// Asks, and reads a line that is shown while it is typed. Ends like `readSecret`.
  func readAnswer(_ prompt: SafeText) -> String?
}

extension Terminal {
  /// Asks whether something is to be done; only a yes is one.
  package func agrees(to question: SafeText) -> Bool {
    readAnswer(question).map { ["y", "yes"].contains($0.lowercased()) } ?? false
  }
}

/// A terminal's size in characters.
package struct ScreenSize: Sendable, Equatable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// What can happen to a terminal.
package enum TerminalNotice: Sendable, Equatable {
  /// It has another size.
  case resized
  /// The process is about to be stopped; it is when all who were told have returned.
  case suspending
  /// The process goes on. Others may have written to the terminal meanwhile.
  case resumed
}
