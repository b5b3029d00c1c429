/// Which keys do what, besides libedit's own.
enum KeyBindings {
  private static let own = "llmctl-key"

  /// What the user's settings may change.
  static func addDefaults(to editor: Editline) {
    editor.bind("\u{12}", to: "em-inc-search-prev")
    editor.bind("\u{17}", to: "ed-delete-prev-word")
    for key in ["\u{10}", "\u{0E}", "\u{01}", "\u{05}"] { editor.bind(key, to: own) }
  }

  /// What works whatever the user's settings say, in the mode that they chose.
  static func addMandatory(to editor: Editline) {
    let isVi = editor.isVi
    for inCommandMode in isVi ? [false, true] : [false] {
      func bind(_ key: String, _ command: String) { editor.bind(key, to: command, inCommandMode: inCommandMode) }
      for key in EditorKey.allCases {
        guard let scalar = Unicode.Scalar(key.rawValue) else { continue }
        bind(String(scalar), key.builtin.map { isVi ? $0.vi : $0.emacs } ?? own)
      }
      // Ctrl-C, Ctrl-D, Tab, Ctrl-J, Enter, Ctrl-Z
      for key in ["\u{03}", "\u{04}", "\u{09}", "\n", "\r", "\u{1A}"] { bind(key, own) }
      bind("\u{18}\u{05}", "llmctl-editor")
      bind("\u{0C}", "ed-clear-screen")
    }
    guard isVi else { return }
    editor.bind("\u{12}", to: "em-inc-search-prev")
    for key in ["j", "k", "v"] { editor.bind(key, to: own, inCommandMode: true) }
  }
}
