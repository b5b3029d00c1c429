internal import Dispatch
internal import LLMCore
internal import LLMSystem
internal import LLMTerminal

/// Reads secrets at the terminal until they end, and prints each as a test may see it, with the signals as llmctl has them.
enum SecretLoop {
  static func run() {
    let interruption = LiveInterruption(lastWords: { LiveTerminalModes.shared.restore() })
    let signals = TerminalSignals()
    LiveTerminalModes.shared.guardExit()
    interruption.listen()
    signals.listen()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      loop()
      done.signal()
    }
    done.wait()
  }

  private static func loop() {
    guard let terminal = ControllingTerminal() else { return Main.say("nobody") }
    while let secret = terminal.readHidden("secret: ") {
      let text = secret.withExposedBytes { String(decoding: $0, as: UTF8.self) }
      Main.say("read \(text.debugDescription)")
    }
    while let answer = terminal.readShown("shown: ") { Main.say("shown \(answer.debugDescription)") }
    Main.say("end")
  }
}
