/// A Swift file as the rules see it: words and braces, without comments and the text of string literals.
struct SwiftSource {
  /// A function and the lines from its name to its closing brace.
  struct Function: Equatable {
    let name: String
    let lines: Int
  }

  /// A word, a brace, or another character; white space is dropped.
  struct Token: Equatable {
    let text: String
    let line: Int
  }

  /// Relative to the folder of sources, such as `LLMCore/Stream/SSEDecoder.swift`.
  let path: String
  let lineCount: Int
  let tokens: [Token]

  init(path: String, text: String) {
    self.path = path
    lineCount = text.utf8.count { $0 == 0x0A }
    tokens = Self.tokens(of: Self.bare(text))
  }

  /// The words used anywhere.
  var words: Set<String> { Set(tokens.map(\.text)) }

  /// The modules that are imported.
  var imports: [String] {
    tokens.indices.dropFirst().filter { tokens[$0 - 1].text == "import" }.map { index in
      let isOneSymbol = ["struct", "class", "enum", "func", "protocol"].contains(tokens[index].text)
      return tokens[min(index + (isOneSymbol ? 1 : 0), tokens.count - 1)].text
    }
  }

  /// The types declared at the top of the file, or right inside an extension there.
  var declaredTypes: [String] {
    let keywords: Set = ["struct", "enum", "class", "actor", "protocol", "typealias"]
    var types: [String] = []
    var openBraces: [Bool] = []
    var nextBraceIsExtension = false
    for (index, token) in tokens.enumerated() {
      switch token.text {
      case "extension" where openBraces.isEmpty: nextBraceIsExtension = true
      case "{":
        openBraces.append(nextBraceIsExtension)
        nextBraceIsExtension = false
      case "}": _ = openBraces.popLast()
      case let word where keywords.contains(word) && !openBraces.contains(false):
        // `class func` and a property called `enum` declare no type.
        if index + 1 < tokens.count, tokens[index + 1].text.first?.isUppercase == true {
          types.append(tokens[index + 1].text)
        }
      default: break
      }
    }
    return types
  }

  /// Every function and initialiser that has a body.
  var functions: [Function] {
    tokens.indices.filter { ["func", "init"].contains(tokens[$0].text) && isDeclaration($0) }.compactMap(function)
  }

  /// `self.init(…)` and `.init(…)` are calls.
  private func isDeclaration(_ index: Int) -> Bool { index == 0 || tokens[index - 1].text != "." }

  private func function(at index: Int) -> Function? {
    let name = tokens[index].text == "init" ? "init" : tokens[min(index + 1, tokens.count - 1)].text
    var depth = 0
    var parentheses = 0
    for token in tokens[index...] {
      switch token.text {
      case "(": parentheses += 1
      case ")": parentheses -= 1
      case "{": depth += 1
      case "}":
        depth -= 1
        // A brace that closes before one opened belongs to a protocol: the function has no body.
        if depth < 0 { return nil }
        if depth == 0, parentheses == 0 { return Function(name: name, lines: token.line - tokens[index].line + 1) }
      case "func" where depth == 0 && token != tokens[index]: return nil
      default: break
      }
    }
    return nil
  }

  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var line = 1
    var word = ""
    for scalar in text.unicodeScalars {
      if scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.unicodeScalars.append(scalar)
        continue
      }
      if !word.isEmpty { tokens.append(Token(text: word, line: line)) }
      word = ""
      if scalar == "\n" { line += 1 }
      if !scalar.properties.isWhitespace { tokens.append(Token(text: String(scalar), line: line)) }
    }
    if !word.isEmpty { tokens.append(Token(text: word, line: line)) }
    return tokens
  }

  /// The text without comments and without the content of string literals; line ends stay, so lines keep their numbers.
  /// What stands in an interpolation goes too: a name used only there is not worth a parser.
  static func bare(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let character = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        result += skip(&rest, from: "/*", through: "*/")
      } else if rest.hasPrefix("\"\"\"") {
        result += skip(&rest, from: "\"\"\"", through: "\"\"\"")
      } else if character == "\"" {
        result += skip(&rest, from: "\"", through: "\"")
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  /// Passes over everything through `closer` and returns the line ends in it.
  private static func skip(_ rest: inout Substring, from opener: String, through closer: String) -> String {
    let isComment = opener == "/*"
    rest = rest.dropFirst(opener.count)
    var lines = ""
    /// Parentheses that are open in an interpolation; a quote in there does not end the literal.
    var depth = 0
    while let character = rest.popFirst() {
      if character.isNewline { lines += "\n" }
      if depth > 0 {
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
      } else if character == "\\", !isComment {
        if rest.popFirst() == "(" { depth = 1 }
      } else if character == closer.first, rest.hasPrefix(closer.dropFirst()) {
        rest = rest.dropFirst(closer.count - 1)
        break
      }
    }
    return lines
  }
}
