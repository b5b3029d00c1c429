/// HTML that is put together of marks of our own and text of anybody's.
///
/// A literal is marks as they are. What is interpolated is escaped, unless it is markup itself: text of the ledger cannot become
/// marks by being forgotten.
struct Markup: ExpressibleByStringInterpolation, Equatable {
  /// The HTML.
  private(set) var html: String

  static let none: Markup = ""

  init(stringLiteral marks: String) { html = marks }

  init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

  /// Collects the pieces of a literal.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) { html.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ marks: String) { html += marks }

    /// Text, for an element or an attribute in quotation marks.
    mutating func appendInterpolation(_ text: String) { html += Markup.escaped(SafeText.line(text).text) }

    /// Text of several lines, for an element that keeps them.
    mutating func appendInterpolation(lines text: String) { html += Markup.escaped(SafeText(text).text) }

    mutating func appendInterpolation(_ number: Int) { html += String(number) }

    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }

    mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { html += part.html } }
  }

  static func + (left: Markup, right: Markup) -> Markup {
    var sum = left
    sum.html += right.html
    return sum
  }

  /// What HTML reads as a mark becomes a reference. Controls and marks that turn the direction of the text behind them were made
  /// visible before.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Sequence<Markup> {
  /// One behind the other.
  var joined: Markup { reduce(into: Markup.none) { $0 = $0 + $1 } }
}
