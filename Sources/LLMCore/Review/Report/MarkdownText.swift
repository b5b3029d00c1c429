/// Text of a model as Markdown that shows it and does nothing else: no HTML, images, links, mentions or references.
enum MarkdownText {
  /// Behind characters that name people, issues and addresses: of no width, and no part of any name.
  private static let breaker: Unicode.Scalar = "\u{200B}"
  private static let special = Set("\\`*_{}[]<>#|~$&!^".unicodeScalars)

  /// Prose. Code between single backticks stays code.
  static func prose(_ text: String) -> String {
    let safe = SafeText(text).text
    return Array(safe.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { line($0.asString) }.joined(separator: "\n")
  }

  /// Prose on one line.
  static func phrase(_ text: String) -> String { line(SafeText.line(text).text) }

  /// A text as a span of code, whatever it holds.
  static func code(_ text: String) -> String {
    let safe = SafeText.line(SafeText(code: text).text).text
    guard safe.unicodeScalars.contains(where: { $0 != " " }) else { return "` `" }
    let mark = String(repeating: "`", count: longestRun(in: safe) + 1)
    let pad = safe.hasPrefix("`") || safe.hasSuffix("`") ? " " : ""
    return mark + pad + safe + pad + mark
  }

  /// Lines as a block of code, in a fence longer than any in them.
  static func block(_ lines: [String], language: String) -> String {
    let safe = lines.map { SafeText(code: $0).text }
    let mark = String(repeating: "`", count: max(3, safe.map(longestRun).reduce(0, max) + 1))
    return "\(mark)\(language)\n" + safe.map { $0 + "\n" }.joined() + mark
  }

  private static func line(_ text: String) -> String {
    var result = ""
    var rest = text.drop { $0 == " " || $0 == "\t" }
    // An even number of single backticks, at least two, is read as code.
    while let open = rest.firstIndex(of: "`") {
      let inner = rest[rest.index(after: open)...]
      guard let close = inner.firstIndex(of: "`"), close > inner.startIndex else { break }
      result += escaped(rest[..<open]) + code(String(inner[..<close]))
      rest = inner[inner.index(after: close)...]
    }
    result += escaped(rest)
    // What would begin a list, a heading or a table's rule begins a line of text.
    if let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\t" }), "-+=".unicodeScalars.contains(first) {
      result = "\\" + result
    }
    return result
  }

  /// With a backslash before marks, and a break behind what GitHub makes links of without any: `@name`, `#123`, `GH-123`, `http://`
  /// and `www.`.
  private static func escaped(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if special.contains(scalar) { result.append("\\") }
      result.append(scalar)
      switch scalar {
      case "@", "#": result.append(breaker)
      case ":" where index + 1 < scalars.count && scalars[index + 1] == "/": result.append(breaker)
      case "." where ends(scalars[..<index], with: "www"), "-" where ends(scalars[..<index], with: "gh"):
        result.append(breaker)
      default: break
      }
    }
    return String(result)
  }

  private static func ends(_ scalars: ArraySlice<Unicode.Scalar>, with word: String) -> Bool {
    scalars.suffix(word.unicodeScalars.count).elementsEqual(word.unicodeScalars) { scalar, letter in
      scalar.properties.lowercaseMapping.unicodeScalars.elementsEqual([letter])
    }
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

extension ArraySlice<UInt8> {
  fileprivate var asString: String { String(decoding: self, as: UTF8.self) }
}
