/// The user's clipboard: by a program of the desktop where there is one, else through the terminal (OSC 52), which also works over
/// ssh. It is only written to when asked, and only read with a program.
struct Clipboard {
  /// What xterm takes, in bytes of the encoded text.
  private static let sequenceLimit = 74_000
  /// More than any image that a provider takes.
  private static let contentLimit = 64 << 20

  let context: AppContext
  let reporter: Reporter

  /// Throws `LLMError` where the text is too long for the terminal.
  func copy(_ text: String) throws(LLMError) {
    for (program, arguments) in writers where pipe(Array(text.utf8), to: program, arguments) { return }
    let encoded = Base64.encode(Array(text.utf8))
    guard encoded.utf8.count <= Self.sequenceLimit else {
      throw LLMError(
        .usage, "\(text.utf8.count) bytes are too much for the terminal's clipboard",
        advice: "'/code 1 > FILE' or '/export md FILE' writes it to a file")
    }
    guard !Appearance.isPlain(context.environment) else {
      throw LLMError(.usage, "this terminal has no clipboard", advice: "'/export md' writes a file")
    }
    try OutputWriter(console: context.console).show(coloured: "\u{1B}]52;c;\(encoded)\u{07}")
  }

  /// The clipboard's image, or else its text.
  ///
  /// Throws `LLMError` where there is no program to read it with, or nothing in it.
  func paste() throws(LLMError) -> Attachment {
    for (program, arguments) in readers {
      guard let bytes = read(program, arguments), !bytes.isEmpty else { continue }
      return try AttachmentReader(files: context.files, verb: "/attach", warn: { [reporter] in reporter.warning($0) })
        .attachment(bytes, name: "clipboard")
    }
    throw LLMError(
      .usage, "the clipboard is empty, or there is no program to read it with",
      advice: "wl-paste, xclip or xsel would do; the terminal's own paste works always")
  }

  private var isWayland: Bool { context.environment["WAYLAND_DISPLAY"]?.isEmpty == false }
  private var isX: Bool { context.environment["DISPLAY"]?.isEmpty == false }

  private var writers: [(String, [String])] {
    (isWayland ? [("wl-copy", [])] : [])
      + (isX ? [("xclip", ["-selection", "clipboard"]), ("xsel", ["--clipboard", "--input"])] : [])
  }

  private var readers: [(String, [String])] {
    (isWayland ? [("wl-paste", ["--type", "image/png"]), ("wl-paste", ["--no-newline"])] : [])
      + (isX
        ? [
          ("xclip", ["-selection", "clipboard", "-t", "image/png", "-o"]),
          ("xclip", ["-selection", "clipboard", "-o"]),
          ("xsel", ["--clipboard", "--output"]),
        ] : [])
  }

  private func pipe(_ bytes: [UInt8], to program: String, _ arguments: [String]) -> Bool {
    guard let running = try? context.programs.start(program, arguments.map { Array($0.utf8) }, environment: [:]),
      (try? running.write(bytes)) != nil
    else { return false }
    return running.finish().status == 0
  }

  private func read(_ program: String, _ arguments: [String]) -> [UInt8]? {
    guard let running = try? context.programs.start(program, arguments.map { Array($0.utf8) }, environment: [:]) else {
      return nil
    }
    let bytes = try? running.output(limit: Self.contentLimit)
    return running.finish().status == 0 ? bytes : nil
  }
}
