/// Keys that libedit has no character for, each as a character that nobody can type: controls of the second block, which
/// `KeyDecoder` drops from what is typed. Those that emacs bindings reach by Alt and a control key are left out.
enum EditorKey: UInt32, CaseIterable, Sendable {
  case up = 0x80
  case down = 0x81
  case right = 0x82
  case left = 0x83
  case home = 0x84
  case end = 0x85
  case delete = 0x86
  case wordRight = 0x87
  case wordLeft = 0x89
  case deleteWord = 0x8A
  /// A line end that does not enter the draft.
  case newline = 0x8B
  /// Text from the clipboard is waiting to be inserted.
  case paste = 0x8D
  /// The draft that a read begins with is waiting to be inserted.
  case draft = 0x8E
  /// The read is to end, and its draft to vanish from the screen.
  case wake = 0x8F
  /// Ends a read without leaving the row, after `wake`.
  case leave = 0x90
  /// Enters the draft, whatever it says.
  case submit = 0x91
  /// The cursor is behind the draft, and something can be written below it.
  case below = 0x92

  /// The command of libedit that the key is for in emacs and in vi mode; nil for what is ours.
  var builtin: (emacs: String, vi: String)? {
    switch self {
    case .right: ("ed-next-char", "ed-next-char")
    case .left: ("ed-prev-char", "ed-prev-char")
    case .delete: ("ed-delete-next-char", "ed-delete-next-char")
    case .wordRight: ("em-next-word", "vi-next-word")
    case .wordLeft: ("ed-prev-word", "vi-prev-word")
    case .deleteWord: ("em-delete-next-word", "em-delete-next-word")
    case .submit: ("ed-newline", "ed-newline")
    default: nil
    }
  }
}
