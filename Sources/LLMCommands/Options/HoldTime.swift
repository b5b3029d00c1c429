internal import ArgumentParser

/// How long keys stay open, as it is typed: `90s`, `15m`, `2h`, `1h30m`.
package struct HoldTime: Sendable, Equatable {
  package let duration: Duration

  /// A day: whoever wants more wants no passphrase.
  package static let longest = Duration.seconds(86_400)

  /// Nil for what is no time from a second to a day. A number needs its unit: nobody agrees on what 15 alone means.
  package init?(_ text: String) {
    var seconds = 0
    var digits = ""
    var units: [Character] = ["h", "m", "s"]
    for character in text.lowercased() {
      if ("0"..."9").contains(character) {
        digits.append(character)
        continue
      }
      guard let index = units.firstIndex(of: character), let number = Int(digits), number <= 86_400 else { return nil }
      seconds += number * [3600, 60, 1][3 - units.count + index]
      // Larger units come first, and each once.
      units.removeFirst(index + 1)
      digits = ""
    }
    guard digits.isEmpty, seconds > 0, .seconds(seconds) <= Self.longest else { return nil }
    duration = .seconds(seconds)
  }
}

extension HoldTime: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
