package import LLMCore

/// Makes call ids: ULIDs, which are 48 bits of milliseconds since 1970 and 80 random bits in Crockford's base 32.
///
/// The ids of one generator rise strictly, also within a millisecond and when the clock is set back: an id that would
/// not be greater than the one before becomes that one plus one.
package struct CallIDGenerator: Sendable {
  /// The digits in order of value; I, L, O and U are left out so that nobody misreads them.
  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  /// 26 digits of five bits hold 130 bits; the first one stays below eight.
  private static let length = 26
  private static let randomBits = 80
  /// The last moment 48 bits can tell, in the year 10889.
  private static let lastMoment: Int64 = 1 << 48 - 1

  private let random: @Sendable () -> UInt64
  private var previous: UInt128 = 0

  /// Takes its random bits from `random`, by default the system's generator.
  package init(random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }) {
    self.random = random
  }

  /// The next id, for a call that starts at `moment`.
  package mutating func next(at moment: Timestamp) -> CallID {
    let milliseconds = UInt128(min(max(moment.milliseconds, 0), Self.lastMoment))
    let randomness = (UInt128(random()) << 64 | UInt128(random())) & (1 << Self.randomBits - 1)
    previous = max(milliseconds << Self.randomBits | randomness, previous &+ 1)
    return CallID(Self.text(of: previous))
  }

  /// The least id that a call of this moment can have.
  static func first(at moment: Timestamp) -> String {
    text(of: UInt128(min(max(moment.milliseconds, 0), lastMoment)) << randomBits)
  }

  private static func text(of value: UInt128) -> String {
    let characters = (0..<length).reversed().map { place in digits[Int(value >> (5 * place) & 31)] }
    return String(decoding: characters, as: UTF8.self)
  }
}
