/// An absolute URL llmctl may send to: `http`, `https`, or `http+unix` with the socket's path percent-encoded as the
/// host, as in `http+unix://%2Frun%2Fllama.sock/v1`.
package struct Endpoint: Sendable, Equatable, Hashable {
  package enum Scheme: String, Sendable { case http, https, unix = "http+unix" }

  package let scheme: Scheme
  /// A name or an address; IPv6 without its brackets; the decoded socket path for `http+unix`.
  package let host: String
  /// Nil where the URL names none.
  package let port: Int?
  /// From the first slash on, without a trailing one; may be empty. Includes a query, if there is one.
  package let path: String
  /// The authority as it was written.
  private let authority: String

  /// What to tell somebody whose URL cannot be read.
  package static let advice =
    "It must start with http://, https:// or http+unix:// and hold no user name, password or key; "
    + "'llmctl auth login' keeps keys"

  /// Parameters of a query that carry a credential, in lower case, without what joins their words.
  static let credentialParameters: Set = [
    "key", "apikey", "xapikey", "accesstoken", "token", "auth", "sig", "signature", "subscriptionkey", "xgoogapikey",
  ]

  /// Reads a URL. Returns nil for anything that is not an absolute URL of a known scheme, and for one that carries a user
  /// name, a password or a key: a secret does not belong into a URL, which is shown and recorded.
  package init?(_ text: String) {
    guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }), let colon = text.firstIndex(of: ":") else {
      return nil
    }
    guard let scheme = Scheme(rawValue: text[..<colon].lowercased()) else { return nil }
    var rest = text[text.index(after: colon)...]
    guard rest.hasPrefix("//") else { return nil }
    rest = rest.dropFirst(2)
    let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" || $0 == "#" }) ?? rest.endIndex
    let authority = rest[..<slash]
    guard !authority.isEmpty, !authority.contains("@") else { return nil }
    self.scheme = scheme
    self.authority = String(authority)
    var path = rest[slash...].prefix { $0 != "#" }
    // Behind a question mark a slash belongs to the query's value.
    while path.hasSuffix("/"), !path.contains("?") { path = path.dropLast() }
    guard !Self.carriesCredential(path) else { return nil }
    self.path = String(path)

    if scheme == .unix {
      guard let decoded = Self.percentDecoded(authority), decoded.hasPrefix("/") else { return nil }
      self.host = decoded
      self.port = nil
      return
    }
    var host = authority
    var portText: Substring?
    if authority.hasPrefix("[") {
      guard let bracket = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<bracket]
      let tail = authority[authority.index(after: bracket)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
      portText = tail.isEmpty ? nil : tail.dropFirst()
    } else if let last = authority.lastIndex(of: ":") {
      host = authority[..<last]
      portText = authority[authority.index(after: last)...]
      guard !host.contains(":") else { return nil }
    }
    guard !host.isEmpty else { return nil }
    self.host = host.lowercased()
    if let portText {
      // `UInt16("+80")` is a number, "+80" is no port.
      guard portText.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = UInt16(portText), port > 0 else {
        return nil
      }
      self.port = Int(port)
    } else {
      self.port = nil
    }
  }

  private init(scheme: Scheme, host: String, port: Int?, path: String, authority: String) {
    (self.scheme, self.host, self.port, self.path, self.authority) = (scheme, host, port, path, authority)
  }

  private static func carriesCredential(_ path: Substring) -> Bool {
    guard let question = path.firstIndex(of: "?") else { return false }
    return path[question...].dropFirst().split(separator: "&").contains { pair in
      credentialParameters.contains(pair.prefix { $0 != "=" }.lowercased().filter { $0 != "_" && $0 != "-" })
    }
  }

  /// The URL as text.
  package var text: String { "\(scheme.rawValue)://\(authority)\(path)" }

  /// The URL without its path, as a person names a server.
  package var origin: String { "\(scheme.rawValue)://\(authority)" }

  /// The URL with more path behind it: `base.appending("/chat/completions")`. A query of the base stays at the end, behind one that
  /// is appended.
  package func appending(_ suffix: String) -> Endpoint {
    let question = path.firstIndex(of: "?") ?? path.endIndex
    var base = path[..<question]
    while base.hasSuffix("/") { base = base.dropLast() }
    let query =
      suffix.contains("?") && question < path.endIndex ? "&" + path[question...].dropFirst() : path[question...]
    return Endpoint(
      scheme: scheme, host: host, port: port, path: base + suffix + query, authority: authority)
  }

  /// Whether the server runs on this machine, so that plain HTTP and a missing key are fine.
  package var isLocal: Bool {
    scheme == .unix || host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
      || (host.hasPrefix("127.") && host.split(separator: ".").count == 4
        && host.allSatisfy { $0.isNumber || $0 == "." })
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.first != UInt8(ascii: "+"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
