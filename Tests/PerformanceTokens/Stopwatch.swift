/// How long things take.
enum Stopwatch {
  /// What something gives, and the seconds it took.
  static func time<Value>(_ body: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
    let start = ContinuousClock.now
    let value = try body()
    let elapsed = ContinuousClock.now - start
    return (value, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
  }

  /// The middle one of some durations.
  static func median(_ seconds: [Double]) -> Double { seconds.sorted()[seconds.count / 2] }
}
