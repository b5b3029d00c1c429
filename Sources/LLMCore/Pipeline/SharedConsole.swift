internal import Synchronization

/// The console of calls that are made side by side: what many of them have to say, such as that there is no ledger, is said once, and
/// their waiting does not overwrite each other.
final class SharedConsole: Console {
  private let console: any Console
  private let hidesProgress: Bool
  private let said = Mutex<Set<String>>([])

  init(_ console: any Console, hidesProgress: Bool) { (self.console, self.hidesProgress) = (console, hidesProgress) }

  var outputIsTerminal: Bool { console.outputIsTerminal }
  var errorIsTerminal: Bool { !hidesProgress && console.errorIsTerminal }
  func write(_ bytes: [UInt8]) throws(ConsoleError) { try console.write(bytes) }

  func note(_ line: SafeText, style: NoteStyle) {
    if said.withLock({ $0.insert(line.text).inserted }) { console.note(line, style: style) }
  }

  func showProgress(_ line: SafeText?) { if !hidesProgress { console.showProgress(line) } }
}
