internal import CKeyutils
internal import Glibc
internal import LLMCore
internal import LLMSystem

/// Uses a credential file and the kernel's keyring as the tests tell it to: what they kill, start fifty times, start as another
/// user, and measure.
///
/// - `make FILE PASSPHRASE` makes a file that the passphrase opens, and a key file beside it, `FILE.key`.
/// - `add FILE LABEL` stores a key.
/// - `guess FILE PASSPHRASE` tries to open the file, and prints the processor time that took.
/// - `churn FILE` changes a key again and again, and prints the number of each change that was made.
/// - `torment FILE COUNT SEED` starts `churn` and kills it, so often, and checks the file each time.
/// - `hold-file FILE` has the kernel hold the file's key; `time FILE COUNT` opens the file with it and decrypts a key, so often,
///   and prints how long it took.
/// - `hold ID SECONDS`, `fetch ID`, `drop ID`, `serial ID`, `read SERIAL`: the keyring.
///
/// `--new-session` before the command gives it a session keyring of its own that leads nowhere; `--as USER` makes it another
/// user.
@main
enum Main {
  static func main() {
    var arguments = CommandLine.arguments.dropFirst()
    while let option = arguments.first, option.hasPrefix("--") {
      arguments.removeFirst()
      switch option {
      case "--new-session": require(keyctl_join_session_keyring(nil) > 0, "no new session keyring")
      case "--as": require(setuid(uid_t(arguments.removeFirst()) ?? 0) == 0, "not another user")
      default: fail("unknown option \(option)")
      }
    }
    let words = Array(arguments)
    switch words.first {
    case "make": change { () throws(CredentialError) in try KeyChange.make(words[1], passphrase: words[2]) }
    case "guess": UnlockTime(file: words[1]).guess(words[2])
    case "add": change { () throws(CredentialError) in try KeyChange(words[1]).add(label: words[2]) }
    case "churn": change { () throws(CredentialError) in try KeyChange(words[1]).churn() }
    case "torment": Tormentor(file: words[1], count: Int(words[2]) ?? 0, seed: UInt64(words[3]) ?? 0).run()
    case "hold-file": change { () throws(CredentialError) in try UnlockTime(file: words[1]).prepare() }
    case "time": change { () throws(CredentialError) in try UnlockTime(file: words[1]).measure(Int(words[2]) ?? 1) }
    default: KeyringWords(words).run()
    }
  }

  /// Does it, or ends as llmctl would.
  private static func change(_ work: () throws(CredentialError) -> Void) {
    do throws(CredentialError) {
      try work()
    } catch {
      let report = error.report(path: "FILE")
      write(STDERR_FILENO, report.line + "\n")
      exit(report.exitCode.rawValue)
    }
  }

  static func say(_ line: String) { write(STDOUT_FILENO, line + "\n") }

  static func require(_ condition: Bool, _ complaint: @autoclosure () -> String) { if !condition { fail(complaint()) } }

  static func fail(_ complaint: String) -> Never {
    write(STDERR_FILENO, complaint + "\n")
    exit(1)
  }

  private static func write(_ descriptor: Int32, _ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }
}

extension CredentialStore {
  /// The file as the probe uses it: by its key file, or by the key that is held.
  static func probed(_ path: String, holder: any KeyHolder = NoKeyHolder()) -> CredentialStore {
    CredentialStore(
      path: path, files: LiveCredentialFiles(), holder: holder, programs: LivePrograms(),
      environment: Environment([:]), time: LiveTime())
  }
}
