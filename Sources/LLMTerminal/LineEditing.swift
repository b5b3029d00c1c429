internal import CEditline
internal import Glibc
internal import LLMCore

/// One terminal's editor: libedit, and what it lacks. Used by one thread alone.
///
/// libedit asks for characters and calls back for the keys that are ours. What is to be done with the terminal below the
/// draft is done in two steps, since only libedit knows where on the screen the cursor is: it moves behind the draft, and the
/// next key, which we push, finds it there.
final class LineEditing {
  /// What a session gives to the editor, once.
  struct Setup: Sendable {
    var environment: Environment
    /// The variables of it that the user's editor does not get.
    var hidden: @Sendable () -> Set<String>
    var completer: (any LineCompleter)?
    var history: (any LineHistory)?
    var modes: LiveTerminalModes
  }

  /// How a read ended, for keys that end it.
  enum Ending {
    case interrupted(draft: String)
    case end
    case woken(draft: String, cursor: Int)
  }

  let setup: Setup
  let pipe: WakePipe
  /// Nil until the editor is open.
  var editor: Editline?
  var search: Editline.Search?
  var decoder = KeyDecoder()
  var walk = HistoryWalk()
  /// What a key that ends the read has decided; nil where Enter ends it.
  var ending: Ending?
  /// What to do when the cursor is below the draft, and where it was before.
  var below: (work: () -> Void, cursor: Int)?
  /// Text that the key `.paste` inserts.
  var pasted: [UInt8] = []
  /// The draft that the read begins with, until the key `.draft` inserts it.
  var initial: (text: String, cursor: Int?)?
  var isWakeRequested = false
  /// Bytes that came without a pause, and whether an Enter among them became a line end.
  var burst = (bytes: 0, hasLineEnd: false)
  /// The draft that the last read was woken with, to put the cursor back in it.
  private var lastWoken: (text: String, cursor: Int)?
  /// Nothing is shown while the draft is taken from the screen.
  var isBlank = false
  private var prompts: (left: [wchar_t], right: [wchar_t]) = ([0], [0])
  /// What libedit was given last, which it may read until it asks again.
  private let shown = (left: PromptBuffer(), right: PromptBuffer())

  static let bracketedPaste = (on: "\u{1B}[?2004h", off: "\u{1B}[?2004l")

  init(_ setup: Setup, pipe: WakePipe) {
    self.setup = setup
    self.pipe = pipe
  }

  // MARK: Opening

  /// Opens libedit and reads the user's settings. False where the user has switched editing off, or it cannot be opened.
  func open() -> Bool {
    if let editor { return editor.edits }
    setup.modes.silence()
    guard
      let editor = Editline(
        client: Unmanaged.passUnretained(self).toOpaque(),
        source: { line, character in
          guard let character else { return -1 }
          return LineEditing.client(of: line)?.nextCharacter(character) ?? -1
        },
        key: { line, character in (LineEditing.client(of: line)?.key(character) ?? .beep).code },
        editor: { line, _ in (LineEditing.client(of: line)?.editElsewhere() ?? .beep).code },
        left: { line in LineEditing.client(of: line)?.prompt(isLeft: true) },
        right: { line in LineEditing.client(of: line)?.prompt(isLeft: false) })
    else { return false }
    self.editor = editor
    KeyBindings.addDefaults(to: editor)
    editor.readSettings()
    guard editor.edits else { return false }
    editor.setModes()
    KeyBindings.addMandatory(to: editor)
    decoder.ignoresMetaControls = !editor.isVi
    decoder.passedOn = EditorSettings.boundSequences(setup.environment)
    search = Editline.Search(editor)
    return true
  }

  private static func client(of line: OpaquePointer?) -> LineEditing? {
    guard let line, let client = llmctl_line_client(line) else { return nil }
    return Unmanaged<LineEditing>.fromOpaque(client).takeUnretainedValue()
  }

  private func prompt(isLeft: Bool) -> UnsafeMutablePointer<wchar_t> {
    let text = isBlank ? [0] : isLeft ? prompts.left : prompts.right
    return (isLeft ? shown.left : shown.right).hold(text)
  }

  // MARK: Reading

  /// Reads an entry; to be called when `open` said yes.
  func read(_ prompt: LinePrompt, draft: String) -> LineEntry {
    guard let editor else { return .end }
    begin(prompt, draft: draft)
    // Before anything shows that keys are taken: until here Ctrl-C is a signal.
    editor.setRaw(true)
    write(Self.bracketedPaste.on)
    let typed = editor.read()
    write(Self.bracketedPaste.off)
    // libedit leaves settings that it put together from ours; ours are exact.
    setup.modes.silence()
    switch ending {
    case .interrupted(let draft): return .interrupted(draft: draft)
    case .woken(let draft, let cursor):
      lastWoken = (draft, cursor)
      return .woken(draft: draft)
    case .end: return .end
    case nil:
      guard let typed else { return .end }
      if typed.contains(where: { !$0.isWhitespace }) { setup.history?.add(typed) }
      return .text(DraftSyntax.content(of: typed))
    }
  }

  private func begin(_ prompt: LinePrompt, draft: String) {
    setup.modes.silence()
    decoder.cookedBytes += setup.modes.takeEarlyBytes()
    prompts = (Editline.scalars(of: PromptText.left(prompt)), Editline.scalars(of: PromptText.right(prompt)))
    (ending, below, pasted, isBlank) = (nil, nil, [], false)
    isWakeRequested = false
    let cursor = lastWoken.flatMap { $0.text == draft ? $0.cursor : nil }
    initial = draft.isEmpty ? nil : (draft, cursor)
    let entries = setup.history?.entries() ?? []
    walk.begin(entries)
    search?.set(entries)
  }

  /// Writes to the terminal, past libedit, whose buffer is empty whenever it calls us.
  func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR, errno != EAGAIN { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}

/// Keeps a prompt in one place for as long as libedit may read it.
private final class PromptBuffer {
  private var memory = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: 1)

  func hold(_ text: [wchar_t]) -> UnsafeMutablePointer<wchar_t> {
    memory.deallocate()
    memory = .allocate(capacity: max(1, text.count))
    _ = memory.initialize(from: text)
    guard let start = memory.baseAddress else { preconditionFailure("it has room for at least a zero") }
    return start
  }

  deinit { memory.deallocate() }
}
