internal import CEditline
internal import Glibc
internal import LLMCore

extension LineEditing {
  /// Does what a key of ours is for; `character` is its last.
  func key(_ character: UInt32) -> Editline.Effect {
    if let key = EditorKey(rawValue: character) { return special(key) }
    switch character {
    case 0x01: return moveToLineStart()
    case 0x03: return interrupt()
    case 0x04: return endOrDelete()
    case 0x05: return moveToLineEnd()
    case 0x09: return complete()
    case 0x0A: return insert("\n")
    case 0x0D: return enter()
    case 0x0E, UInt32(UnicodeScalar("j").value): return down()
    case 0x10, UInt32(UnicodeScalar("k").value): return up()
    case 0x1A: return goBelow { [self] in suspend() }
    case UInt32(UnicodeScalar("v").value): return editElsewhere()
    default: return .beep
    }
  }

  private func special(_ key: EditorKey) -> Editline.Effect {
    switch key {
    case .up: up()
    case .down: down()
    case .home: moveToLineStart()
    case .end: moveToLineEnd()
    case .newline: insert("\n")
    case .paste: paste()
    case .draft: begin()
    case .wake: wake()
    case .leave: .end
    case .below: workBelow()
    case .right, .left, .delete, .wordRight, .wordLeft, .deleteWord, .submit: .none
    }
  }

  private func insert(_ text: String) -> Editline.Effect {
    editor?.insert(text)
    return .refresh
  }

  private func begin() -> Editline.Effect {
    guard let initial else { return .none }
    self.initial = nil
    editor?.replace(with: initial.text, cursor: initial.cursor)
    return .refresh
  }

  private func paste() -> Editline.Effect {
    guard !pasted.isEmpty else { return .none }
    defer { pasted = [] }
    return insert(PastedText.clean(pasted))
  }

  // MARK: Ends of a read

  private func enter() -> Editline.Effect {
    if isInsidePaste {
      burst.hasLineEnd = true
      return insert("\n")
    }
    guard let editor else { return .beep }
    let draft = editor.draft.text
    switch DraftSyntax.continuation(of: draft) {
    case .none:
      editor.push(.submit)
      return .none
    case .appending:
      return insert("\n")
    case .replacingBackslash:
      editor.moveToEnd()
      editor.deleteBeforeCursor(1)
      return insert("\n")
    }
  }

  private func interrupt() -> Editline.Effect {
    ending = .interrupted(draft: editor?.draft.text ?? "")
    editor?.push(.submit)
    return .none
  }

  private func endOrDelete() -> Editline.Effect {
    guard let editor else { return .end }
    let count = editor.scalars.count
    if count == 0 {
      ending = .end
      editor.push(.submit)
      return .none
    }
    guard editor.cursor < count else { return .beep }
    editor.moveCursor(to: editor.cursor + 1)
    editor.deleteBeforeCursor(1)
    return .refresh
  }

  /// Takes prompt and draft from the screen, then leaves without a line end.
  private func wake() -> Editline.Effect {
    guard isWakeRequested, let editor else { return .none }
    isWakeRequested = false
    let draft = editor.draft
    ending = .woken(draft: draft.text, cursor: draft.cursor)
    isBlank = true
    editor.replace(with: "")
    editor.push(.leave)
    return .redraw
  }

  // MARK: Moving

  private func moveToLineStart() -> Editline.Effect {
    guard let editor else { return .beep }
    editor.moveCursor(to: DraftLines(editor.scalars).start(at: editor.cursor))
    return .cursor
  }

  private func moveToLineEnd() -> Editline.Effect {
    guard let editor else { return .beep }
    editor.moveCursor(to: DraftLines(editor.scalars).end(at: editor.cursor))
    return .cursor
  }

  private func up() -> Editline.Effect {
    guard let editor else { return .beep }
    if let offset = DraftLines(editor.scalars).above(editor.cursor) {
      editor.moveCursor(to: offset)
      return .cursor
    }
    guard let entry = walk.older(from: editor.draft.text) else { return .beep }
    editor.replace(with: entry)
    return .refresh
  }

  private func down() -> Editline.Effect {
    guard let editor else { return .beep }
    if let offset = DraftLines(editor.scalars).below(editor.cursor) {
      editor.moveCursor(to: offset)
      return .cursor
    }
    guard let entry = walk.newer() else { return .beep }
    editor.replace(with: entry)
    return .refresh
  }

  // MARK: Below the draft

  /// Has the cursor move behind the draft, and then does the work.
  private func goBelow(_ work: @escaping () -> Void) -> Editline.Effect {
    guard let editor else { return .beep }
    below = (work, editor.cursor)
    editor.moveToEnd()
    editor.push(.below)
    return .cursor
  }

  private func workBelow() -> Editline.Effect {
    guard let below, let editor else { return .none }
    self.below = nil
    below.work()
    editor.moveCursor(to: below.cursor)
    editor.draw()
    return .none
  }

  /// Stops the process, as Ctrl-Z does in a program that does not edit.
  private func suspend() {
    giveTerminalAway()
    write("\r\n")
    StopSignal.raise()
    takeTerminalBack()
    write("\r")
  }

  private func complete() -> Editline.Effect {
    guard let editor, let completer = setup.completer else { return .beep }
    let draft = editor.draft
    let before = String(String.UnicodeScalarView(draft.text.unicodeScalars.prefix(draft.cursor)))
    let completions = completer.completions(for: before, in: draft.text)
    let texts = completions.candidates.map(\.text)
    guard before.unicodeScalars.reversed().starts(with: completions.word.unicodeScalars.reversed()), !texts.isEmpty
    else { return .beep }
    let common = CompletionList.commonPrefix(texts)
    if texts.count == 1 || common.unicodeScalars.count > completions.word.unicodeScalars.count {
      editor.deleteBeforeCursor(completions.word.unicodeScalars.count)
      return insert(common)
    }
    let rows = CompletionList.rows(completions.candidates, columns: TerminalSize.current(setup.environment).columns)
    return goBelow { [self] in write("\r\n" + rows.joined(separator: "\r\n") + "\r\n") }
  }

  /// Has the draft edited in the user's editor. It is not entered.
  func editElsewhere() -> Editline.Effect {
    guard let editor else { return .beep }
    giveTerminalAway()
    defer { takeTerminalBack() }
    if let text = DraftFile(setup.environment, hiding: setup.hidden).edit(editor.draft.text) {
      editor.replace(with: text)
    }
    return .redraw
  }
}
