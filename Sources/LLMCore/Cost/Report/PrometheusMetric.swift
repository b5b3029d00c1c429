/// One metric of Prometheus' text format with its samples.
struct PrometheusMetric {
  /// What its values mean.
  enum Kind: String { case counter, gauge, histogram }

  private let name: String
  private let heading: String
  private var samples = ""

  /// `help` holds no backslash and no line feed.
  init(_ name: String, _ kind: Kind, _ help: String, samples add: (inout PrometheusMetric) -> Void) {
    self.name = name
    heading = "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    add(&self)
  }

  /// The lines of the metric; none where it has no samples.
  var text: String { samples.isEmpty ? "" : heading + samples }

  /// Adds a sample.
  ///
  /// - Parameters:
  ///   - labels: names and values; the values are escaped here.
  ///   - value: a number.
  ///   - suffix: what follows the metric's name, such as `_sum`.
  mutating func add(_ labels: [(name: String, value: String)], _ value: String, suffix: String = "") {
    let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    samples += "\(name)\(suffix){\(list)} \(value)\n"
  }

  /// A label's value. Controls and marks that turn the direction of text are percent-encoded, and so is the percent sign, so that
  /// the file can be shown on a terminal and two names stay two: a series that stands there twice would spoil the whole file.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x5C: result += "\\\\"
      case 0x22: result += "\\\""
      case 0x0A: result += "\\n"
      case 0..<0x20, 0x25, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069:
        result += String(scalar).utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
          .joined()
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
