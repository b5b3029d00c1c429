/// A console on whose standard error no key in play is ever shown, whoever speaks. Standard output carries the model's bytes
/// unchanged.
package struct MaskedConsole: Console {
  private let inner: any Console
  private let keys: KeysInPlay

  package init(_ inner: any Console, hiding keys: KeysInPlay) { (self.inner, self.keys) = (inner, keys) }

  package var outputIsTerminal: Bool { inner.outputIsTerminal }
  package var errorIsTerminal: Bool { inner.errorIsTerminal }

  package func write(_ bytes: [UInt8]) throws(ConsoleError) { try inner.write(bytes) }

  package func note(_ line: SafeText, style: NoteStyle) { inner.note(masked(line), style: style) }

  package func showProgress(_ line: SafeText?) { inner.showProgress(line.map(masked)) }

  /// Only the very keys: file names and models that look like one must stay readable.
  private func masked(_ line: SafeText) -> SafeText {
    let text = keys.mask.maskedExactly(line.text)
    return text == line.text ? line : SafeText(text)
  }
}
