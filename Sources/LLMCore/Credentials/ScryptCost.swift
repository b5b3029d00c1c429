/// How expensive it is to try one passphrase: the parameters of scrypt (RFC 7914).
package struct ScryptCost: Sendable, Equatable {
  /// The binary logarithm of N, the number of rounds. Memory and time double with each step.
  package let logRounds: UInt8
  /// r, in blocks of 128 bytes.
  package let blockSize: UInt8
  /// p.
  package let parallelism: UInt8

  init(logRounds: UInt8, blockSize: UInt8 = 8, parallelism: UInt8 = 1) {
    (self.logRounds, self.blockSize, self.parallelism) = (logRounds, blockSize, parallelism)
  }

  /// N.
  package var rounds: Int { 1 << Int(logRounds) }

  /// How much memory a derivation needs, in bytes.
  package var memory: Int { 128 * rounds * Int(blockSize) }

  /// `N=2^17 r=8 p=1`.
  package var text: String { "N=2^\(logRounds) r=\(blockSize) p=\(parallelism)" }
}

/// Which costs are used and accepted.
struct ScryptPolicy: Sendable {
  /// The least N for new methods, and for those in a file. 2^17 is what OWASP's Password Storage Cheat Sheet asks for with
  /// r=8 and p=1 (128 MiB).
  let leastLogRounds: UInt8
  /// The most. A file could ask for any amount of memory; 2^20 is 1 GiB.
  let mostLogRounds: UInt8
  /// How much processor time a guess shall cost at least; N is doubled until it does.
  let leastTime: Duration

  /// What llmctl works with. Only tests make another one.
  static let production = ScryptPolicy(leastLogRounds: 17, mostLogRounds: 20, leastTime: .milliseconds(200))

  /// Where choosing begins.
  var first: ScryptCost { ScryptCost(logRounds: leastLogRounds) }

  /// Whether a file may ask for it. Block size and parallelism are those that llmctl writes.
  func accepts(_ cost: ScryptCost) -> Bool {
    (leastLogRounds...mostLogRounds).contains(cost.logRounds) && cost.blockSize == 8 && cost.parallelism == 1
  }

  /// The cost to use from now on, where `cost` took this much processor time: the same, or a higher one.
  func raised(_ cost: ScryptCost, thatTook time: Duration) -> ScryptCost {
    var logRounds = max(cost.logRounds, leastLogRounds)
    // A clock that stood still has nothing to say.
    guard time > .zero else { return ScryptCost(logRounds: logRounds) }
    var expected = time * Double(1 << max(0, Int(logRounds) - Int(cost.logRounds)))
    while expected < leastTime, logRounds < mostLogRounds {
      logRounds += 1
      expected = expected * 2
    }
    return ScryptCost(logRounds: logRounds)
  }
}
