internal import ArgumentParser

/// How long something holds, as it is typed: `90s`, `15m`, `2h`, `7d`, `1d12h`.
package struct Lifetime: Sendable, Equatable {
  package let duration: Duration

  /// Ten years: whoever types more has mistaken the unit.
  private static let longest = 3650 * 86_400

  /// Nil for what is no time from a second to ten years. A number needs its unit: nobody agrees on what 15 alone means.
  package init?(_ text: String) {
    let units: [(name: Character, seconds: Int)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
    var left = units[...]
    var seconds = 0
    var digits = ""
    for character in text.lowercased() {
      if ("0"..."9").contains(character) {
        digits.append(character)
        continue
      }
      // Larger units come first, and each once.
      guard let index = left.firstIndex(where: { $0.name == character }), let number = Int(digits),
        number <= Self.longest
      else { return nil }
      seconds += number * units[index].seconds
      left = left[(index + 1)...]
      digits = ""
    }
    guard digits.isEmpty, (1...Self.longest).contains(seconds) else { return nil }
    duration = .seconds(seconds)
  }
}

extension Lifetime: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
