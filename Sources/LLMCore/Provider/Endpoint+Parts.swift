extension String {
  /// The text as a part of a URL's path (RFC 3986 §2.3: only unreserved characters stand as they are).
  var percentEncodedForPath: String {
    utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._~".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}

extension Endpoint {
  /// The same with these parameters, behind those that it has.
  func adding(query: String) -> Endpoint { Endpoint(text + (path.contains("?") ? "&" : "?") + query) ?? self }
}
