/// The line that stands where something of a prompt was left out, for the model to see.
package enum Omission {
  /// `[… 12,345 tokens left out …]`
  package static func line(tokens: Int) -> String { "[… \(grouped(tokens)) tokens left out …]" }

  /// `[… 3 earlier messages, 12,345 tokens, left out …]`
  package static func line(messages: Int, tokens: Int) -> String {
    "[… \(messages) earlier message\(messages == 1 ? "" : "s"), \(grouped(tokens)) tokens, left out …]"
  }

  /// A number with commas: `12,345`.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
