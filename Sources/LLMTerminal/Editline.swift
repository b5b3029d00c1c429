internal import CEditline
internal import Glibc

/// libedit's editor, with text as Unicode scalars. It has static buffers and no locks: one thread uses it.
struct Editline {
  /// What a key's command asks the editor to do next.
  enum Effect: Int32 {
    case none = 0
    case enter = 1
    case end = 2
    case refresh = 4
    case cursor = 5
    case beep = 6
    case redraw = 8

    var code: UInt8 { UInt8(rawValue) }
  }

  /// Begins and ends what takes no room on the screen, in a prompt.
  static let literal = "\u{1}"

  private let line: OpaquePointer

  /// The editor that a callback was called with.
  init(_ line: OpaquePointer) { self.line = line }

  /// Opens an editor on standard input and output. Nil where it cannot be made.
  init?(
    client: UnsafeMutableRawPointer, source: @escaping llmctl_line_source, key: @escaping llmctl_line_command,
    editor: @escaping llmctl_line_command, left: @escaping llmctl_line_prompt, right: @escaping llmctl_line_prompt
  ) {
    // Files of its own, with a buffer that holds a screen: what a key changes goes out in one piece.
    guard let input = fdopen(dup(STDIN_FILENO), "r"), let output = fdopen(dup(STDOUT_FILENO), "w") else { return nil }
    setvbuf(output, nil, _IOFBF, 64 << 10)
    guard let line = llmctl_line_open(input, output) else { return nil }
    self.line = line
    llmctl_line_set_client(line, client)
    llmctl_line_set_source(line, source)
    llmctl_line_add_commands(line, key, editor)
    llmctl_line_set_prompts(line, left, right, 1)
  }

  // MARK: Settings

  /// Reads the user's `~/.editrc`, or the file that `EDITRC` names.
  func readSettings() { el_source(line, nil) }

  /// Whether the user's settings leave editing on.
  var edits: Bool { llmctl_line_edits(line) }

  /// Whether the user's settings chose vi's keys.
  var isVi: Bool { llmctl_line_is_vi(line) }

  func setModes() { llmctl_line_set_modes(line) }

  func bind(_ key: String, to command: String, inCommandMode: Bool = false) {
    Self.withScalars(key) { key in
      Self.withScalars(command) { command in llmctl_line_bind(line, inCommandMode, key, command) }
    }
  }

  // MARK: Reading

  /// Edits a line; nil where it ended without being entered. The line end that entered it is left out.
  func read() -> String? {
    var count: Int32 = 0
    guard let start = el_wgets(line, &count), count > 0 else { return nil }
    let scalars = UnsafeBufferPointer(start: start, count: Int(count))
    return Self.text(scalars.last == 0x0A ? scalars.dropLast() : scalars[...])
  }

  /// Has this key come next.
  func push(_ key: EditorKey) {
    var text: [wchar_t] = [wchar_t(key.rawValue), 0]
    el_wpush(line, &text)
  }

  func setRaw(_ isRaw: Bool) { llmctl_line_set_raw(line, isRaw) }

  /// Takes note of another size of the terminal.
  func resize() { el_resize(line) }

  /// Draws prompt and draft from the start of the row that the cursor is in.
  func draw() { llmctl_line_draw(line) }

  // MARK: The draft

  /// The draft, and how many of its scalars stand before the cursor.
  var draft: (text: String, cursor: Int) {
    guard let info = el_wline(line) else { return ("", 0) }
    let scalars = UnsafeBufferPointer(start: info.pointee.buffer, count: info.pointee.lastchar - info.pointee.buffer)
    return (Self.text(scalars[...]), info.pointee.cursor - info.pointee.buffer)
  }

  /// The draft as scalars, for what needs no text.
  var scalars: [wchar_t] {
    guard let info = el_wline(line) else { return [] }
    return Array(UnsafeBufferPointer(start: info.pointee.buffer, count: info.pointee.lastchar - info.pointee.buffer))
  }

  /// How many scalars stand before the cursor.
  var cursor: Int { Int(el_cursor(line, 0)) }

  func moveCursor(to offset: Int) { el_cursor(line, Int32(offset - cursor)) }

  func moveToEnd() { el_cursor(line, Int32.max >> 2 - Int32(cursor)) }

  func insert(_ text: String) { Self.withScalars(text) { _ = el_winsertstr(line, $0) } }

  /// Deletes scalars before the cursor.
  func deleteBeforeCursor(_ count: Int) { el_deletestr(line, Int32(count)) }

  /// Puts another draft in its place, with the cursor behind it or at `offset`.
  func replace(with text: String, cursor offset: Int? = nil) {
    if text.isEmpty {
      moveToEnd()
      deleteBeforeCursor(cursor)
    } else {
      Self.withScalars(text) { _ = el_wreplacestr(line, $0) }
      moveToEnd()
    }
    if let offset { moveCursor(to: offset) }
  }

  // MARK: Text

  /// The characters of a draft as text. Controls of the second block are keys of ours that were quoted by accident.
  private static func text(_ scalars: Slice<UnsafeBufferPointer<wchar_t>>) -> String {
    var text = String.UnicodeScalarView()
    for value in scalars where !(0x80..<0xA0).contains(value) {
      text.append(Unicode.Scalar(UInt32(bitPattern: value)) ?? "\u{FFFD}")
    }
    return String(text)
  }

  /// Text as C sees it: scalars up to a zero.
  static func scalars(of text: String) -> [wchar_t] {
    text.unicodeScalars.lazy.filter { $0.value != 0 }.map { wchar_t($0.value) } + [0]
  }

  private static func withScalars(_ text: String, _ body: (UnsafePointer<wchar_t>) -> Void) {
    scalars(of: text).withUnsafeBufferPointer { if let start = $0.baseAddress { body(start) } }
  }
}

extension Editline {
  /// What libedit searches in.
  struct Search {
    private let history: OpaquePointer
    private var known: [String] = []

    /// The longest list it holds.
    static let capacity = 10_000

    init?(_ editor: Editline) {
      guard let history = llmctl_history_open(editor.line, Int32(Self.capacity)) else { return nil }
      self.history = history
    }

    /// Makes it search in these, oldest first.
    mutating func set(_ entries: [String]) {
      guard entries != known else { return }
      llmctl_history_clear(history)
      for entry in entries { withScalars(entry) { llmctl_history_add(history, $0) } }
      known = entries
    }
  }
}
