extension Int {
  /// With commas between thousands: `12,345`.
  package var grouped: String { String(self).grouped }

  /// A number in four letters or so: `950`, `12.3k`, `1.2M`, `340M`, `3.4B`.
  package var short: String {
    switch self {
    case ..<1000: "\(self)"
    case ..<999_950: Self.tenths((self + 50) / 100) + "k"
    case ..<999_950_000: Self.tenths((self + 50_000) / 100_000) + "M"
    default: Self.tenths(self / 100_000_000 + (self % 100_000_000 >= 50_000_000 ? 1 : 0)) + "B"
    }
  }

  /// Bytes as people read them: `950 B`, `12 KiB`, `340 MiB`.
  package var shownBytes: String {
    if self >= 10 << 20 { return "\(self >> 20) MiB" }
    return self >= 10 << 10 ? "\(self >> 10) KiB" : "\(self) B"
  }

  /// With a digit behind the point below a hundred.
  private static func tenths(_ count: Int) -> String {
    count < 1000 ? "\(count / 10).\(count % 10)" : "\(count / 10)"
  }
}

extension String {
  /// With a comma after every three digits of the first number in it: `$12,345.67`.
  package var grouped: String {
    guard let start = firstIndex(where: \.isNumber) else { return self }
    let digits = self[start...].prefix { $0.isNumber }
    var text = String(self[..<start])
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text + self[digits.endIndex...]
  }
}
