/// Places in a JSON value, by RFC 6901.
enum JSONPointer {
  /// A name or number as it stands in a pointer, with the slash in front.
  static func step(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return "/" + token }
    var text = "/"
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The names and numbers of a pointer; nil where it does not begin with a slash or has a `~` that says nothing.
  static func tokens(_ pointer: String) -> [String]? {
    guard !pointer.isEmpty else { return [] }
    guard pointer.unicodeScalars.first == "/" else { return nil }
    var tokens: [String] = []
    for part in pointer.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      var (token, isEscaped) = (String.UnicodeScalarView(), false)
      for scalar in part {
        switch (isEscaped, scalar) {
        case (true, "0"): token.append("~")
        case (true, "1"): token.append("/")
        case (true, _): return nil
        case (false, "~"): break
        case (false, _): token.append(scalar)
        }
        isEscaped = !isEscaped && scalar == "~"
      }
      guard !isEscaped else { return nil }
      tokens.append(String(token))
    }
    return tokens
  }

  /// The value that a pointer leads to; nil where there is none.
  static func value(at pointer: String, in root: JSONValue) -> JSONValue? {
    tokens(pointer)?.reduce(root) { value, token in value.flatMap { child(of: $0, at: token) } }
  }

  /// The value one step further in.
  static func child(of value: JSONValue, at token: String) -> JSONValue? {
    switch value {
    case .object: return value[exactly: token]
    case .array(let elements):
      guard let index = Int(token), elements.indices.contains(index), String(index) == token else { return nil }
      return elements[index]
    default: return nil
    }
  }
}

extension JSONValue {
  /// The last member with this name, compared by bytes.
  subscript(exactly name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }
}
