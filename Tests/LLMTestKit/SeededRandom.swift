/// Random numbers that are the same for the same seed on every machine: SplitMix64 (Steele, Lea and Flood, 2014).
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 to below 1.
  package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True so often out of one.
  package mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

  /// A number from 0 up to but not including a limit.
  package mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  package mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(fraction() * Double(range.upperBound - range.lowerBound + 1))
  }

  /// In whole microseconds, the unit of the stored state.
  package mutating func duration(_ range: ClosedRange<Duration>) -> Duration {
    let span = (range.upperBound - range.lowerBound) / .microseconds(1)
    return range.lowerBound + .microseconds(Int(fraction() * span))
  }

  package mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(fraction() * Double(choices.count))]
  }
}
