extension RawPath {
  /// The path as members of a JSON object. One that is not UTF-8 has U+FFFD where it is not, and all its bytes in
  /// hexadecimal as `path_bytes`.
  package var members: [JSONMember] {
    if let text { return [JSONMember("path", .string(text))] }
    return [
      JSONMember("path", .string(String(decoding: bytes, as: UTF8.self))),
      JSONMember("path_bytes", .string(Hexadecimal.text(of: bytes))),
    ]
  }

  /// The path that `members` wrote into an object; nil where there is none.
  package init?(json object: JSONValue) {
    if let digits = object["path_bytes"]?.text {
      guard let bytes = Hexadecimal.bytes(of: digits) else { return nil }
      self.init(bytes: bytes)
    } else if let text = object["path"]?.text {
      self.init(bytes: Array(text.utf8))
    } else {
      return nil
    }
  }
}
