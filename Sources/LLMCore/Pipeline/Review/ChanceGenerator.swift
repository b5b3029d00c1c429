/// Random numbers from the one source of a run.
struct ChanceGenerator: RandomNumberGenerator {
  let chance: @Sendable () -> Double

  mutating func next() -> UInt64 {
    let high = UInt64(chance() * 4_294_967_296)
    return high << 32 | UInt64(chance() * 4_294_967_296)
  }
}
