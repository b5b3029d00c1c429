internal import Glibc
internal import LLMCore
internal import LLMTestKit

/// Starts a process that changes a credential file, kills it at a random moment, and sees whether the file is the one before or
/// the one after the change the process was at.
struct Tormentor {
  private let file: String
  private let count: Int
  private var random: SeededRandom

  init(file: String, count: Int, seed: UInt64) {
    (self.file, self.count, random) = (file, count, SeededRandom(seed: seed))
  }

  func run() {
    var random = random
    var known = 0
    for kill in 1...count {
      // About as long as a change takes, with some before and some behind it.
      let acknowledged = max(known, churned(for: UInt32.random(in: 0..<6000, using: &random)))
      do throws(CredentialError) {
        let keys = try CredentialStore.probed(file).unlock()
        known = try KeyChange.number(keys)
      } catch {
        Main.fail("kill \(kill): \(error)")
      }
      Main.require(
        known == acknowledged || known == acknowledged + 1,
        "kill \(kill): change \(acknowledged) was made, and the file has \(known)")
    }
    Main.say("killed \(count), changed \(known)")
  }

  /// The number of the last change that a process told of before it was killed, so many microseconds after its first.
  private func churned(for microseconds: UInt32) -> Int {
    var ends: [Int32] = [0, 0]
    Main.require(pipe(&ends) == 0, "no pipe")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    var words: [UnsafeMutablePointer<CChar>?] = []
    for word in ["probe", "churn", file] { words.append(strdup(word)) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child = pid_t()
    Main.require(posix_spawn(&child, "/proc/self/exe", &actions, nil, words, environ) == 0, "not started")
    posix_spawn_file_actions_destroy(&actions)
    close(ends[1])
    defer { close(ends[0]) }
    var told = line(of: ends[0])
    Main.require(!told.isEmpty, "the process ended by itself")
    usleep(microseconds)
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    Main.require(status & 0x7F == SIGKILL, "the process ended by itself")
    var last = told
    while true {
      told = line(of: ends[0])
      if told.isEmpty { return Int(last) ?? -1 }
      last = told
    }
  }

  /// Empty at the end.
  private func line(of descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
