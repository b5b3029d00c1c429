internal import CEditline

/// What terminfo knows.
enum TerminalKind {
  /// Whether there is an entry of this name, of a terminal whose cursor can be moved.
  static func isKnown(_ kind: String) -> Bool { llmctl_terminal_is_known(kind) }
}
