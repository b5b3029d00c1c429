internal import LLMCore

/// Counts how often in a second values are checked.
enum SpeedRun {
  static func run(schema: String, values: String, seconds: Double) {
    let text = Main.parse(schema)
    guard let compiled = try? JSONSchema(text) else { Main.stop("\(schema) does not compile") }
    let lines = Main.read(values).split(separator: 0x0A).map { Array($0) }
    let parsed = lines.map { line in (try? JSONReader.parse(line)) ?? .null }
    Main.write(parsed.map { compiled.isValid($0) ? "1" : "0" }.joined() + "\n")
    let checks = rate(seconds, of: parsed.count) {
      var valid = 0
      for value in parsed where compiled.isValid(value) { valid += 1 }
      return valid
    }
    let readings = rate(seconds, of: parsed.count) {
      var valid = 0
      for line in lines {
        if let value = try? JSONReader.parse(line), compiled.isValid(value) { valid += 1 }
      }
      return valid
    }
    let compilations = rate(seconds / 4, of: 1) { (try? JSONSchema(text)) == nil ? 0 : 1 }
    Main.write("\(Int(checks))\n\(Int(readings))\n\(Int(compilations))\n")
  }

  /// The best of five runs, in values a second.
  private static func rate(_ seconds: Double, of count: Int, _ body: () -> Int) -> Double {
    let clock = ContinuousClock()
    var best = 0.0
    for _ in 0..<5 {
      var (rounds, sum) = (0, 0)
      let start = clock.now
      var passed = Duration.zero
      repeat {
        for _ in 0..<16 { sum += body() }
        rounds += 16
        passed = clock.now - start
      } while passed < .seconds(seconds / 5)
      precondition(sum >= 0)
      best = max(best, Double(rounds * count) / (passed / .seconds(1)))
    }
    return best
  }
}
