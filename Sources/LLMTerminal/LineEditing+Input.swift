internal import Glibc

extension LineEditing {
  /// Gives libedit its next character, waiting for one: 1, or 0 where the terminal is gone.
  func nextCharacter(_ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    if initial != nil { return give(.draft, character) }
    while true {
      // Asked for again until it is understood: some commands take any character for their own.
      if isWakeRequested { return give(.wake, character) }
      if let key = decoder.next() { return give(key, character) }
      guard wait() else { return 0 }
    }
  }

  private func give(_ key: EditorKey, _ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    give(.special(key), character)
  }

  private func give(_ key: KeyDecoder.Key, _ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    switch key {
    case .character(let value): character.pointee = wchar_t(value)
    case .special(let key): character.pointee = wchar_t(key.rawValue)
    case .paste(let bytes):
      pasted += bytes
      character.pointee = wchar_t(EditorKey.paste.rawValue)
    }
    return 1
  }

  /// Waits until there is something new to look at. False where the terminal is gone.
  private func wait() -> Bool {
    let patience = decoder.patience
    var ready = isReady(within: 0)
    if !ready.terminal, !ready.pipe {
      if decoder.isEmpty { burst = (0, false) }
      ready = isReady(within: patience)
    }
    if ready.pipe { receive() }
    if ready.terminal { return readBytes() }
    if !ready.pipe, let key = decoder.next(isWhole: true) { decoder.putBack(key) }
    return true
  }

  /// What can be read, after at most so many milliseconds; -1 for ever.
  private func isReady(within milliseconds: Int32) -> (terminal: Bool, pipe: Bool) {
    var entries = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&entries, 2, milliseconds) < 0, errno == EINTR {}
    return (entries[0].revents != 0, entries[1].revents != 0)
  }

  /// Reads what is there; byte by byte but for a paste, since what is typed after the key that ends the program is for the next one.
  private func readBytes() -> Bool {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: decoder.isPasting ? 4096 : 1) { buffer, filled in
      count = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      filled = max(0, count)
    }
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    if count == 0 { return false }
    burst.bytes += count
    decoder.add(bytes)
    return true
  }

  private func receive() {
    for message in pipe.receive() {
      switch message {
      case .wake: isWakeRequested = true
      case .resized: editor?.resize()
      case .resumed: resume()
      }
    }
  }

  /// After a stop that was not ours: whoever had the terminal meanwhile may have left it in other settings.
  private func resume() {
    var settings = termios()
    // While a line is edited, none of these is set.
    guard tcgetattr(STDIN_FILENO, &settings) == 0, settings.c_lflag & UInt32(ECHO | ICANON | ISIG) != 0 else { return }
    takeTerminalBack()
    write("\r")
    editor?.draw()
  }

  /// Whether Enter came in the middle of text that was pasted into a terminal that does not say so.
  var isInsidePaste: Bool {
    if !decoder.isEmpty { return true }
    guard burst.bytes > 1 else { return false }
    // A paste comes in pieces; a person does not type two keys within this time.
    return isReady(within: 10).terminal || burst.hasLineEnd
  }

  // MARK: Lending the terminal

  /// Puts the terminal back as it was found.
  func giveTerminalAway() {
    editor?.setRaw(false)
    write(Self.bracketedPaste.off)
    setup.modes.restore()
  }

  /// Makes the terminal ready for editing again.
  func takeTerminalBack() {
    editor?.setRaw(false)
    setup.modes.silence()
    editor?.setRaw(true)
    decoder.cookedBytes += setup.modes.takeEarlyBytes()
    write(Self.bracketedPaste.on)
    editor?.resize()
  }
}
