/// The proxy a request goes through, by the variables curl and most tools follow: `HTTPS_PROXY`, `HTTP_PROXY` and
/// `ALL_PROXY`, in either case with the lower-case name first, and `NO_PROXY`.
package struct ProxySelection: Sendable {
  /// A proxy server.
  package struct Server: Sendable, Equatable {
    package var host: String
    package var port: Int
    /// User and password, where the URL holds them.
    package var user: String?
    package var password: String?
    /// Whether it speaks SOCKS 5 instead of HTTP.
    package var isSOCKS: Bool

    package init(host: String, port: Int, user: String? = nil, password: String? = nil, isSOCKS: Bool = false) {
      self.host = host
      self.port = port
      self.user = user
      self.password = password
      self.isSOCKS = isSOCKS
    }
  }

  private let environment: Environment

  package init(environment: Environment) { self.environment = environment }

  /// The proxy for an address; nil where it is reached directly. Loopback addresses and sockets never go through one.
  ///
  /// Throws `LLMError` of kind `configuration` for a variable that cannot be understood: going around a proxy that was
  /// asked for may leak what it was to hide.
  package func proxy(for url: Endpoint) throws(LLMError) -> Server? {
    let schemes = url.scheme == .https ? ["https", "all"] : ["http", "all"]
    guard !url.isLocal, let (name, value) = firstSet(schemes.map { $0 + "_proxy" }), !isExempt(url) else { return nil }
    guard let server = Self.server(value) else {
      throw LLMError(
        .configuration, "\(name) is not a usable proxy address",
        advice: "It must look like http://HOST:PORT or socks5://HOST:PORT")
    }
    return server
  }

  private func firstSet(_ names: [String]) -> (name: String, value: String)? {
    for name in names {
      for spelling in [name, name.uppercased()] {
        if let value = environment[spelling] { return (spelling, value) }
      }
    }
    return nil
  }

  /// Whether `NO_PROXY` names the host: `*`, the host itself, or a domain above it, each with a port if it matters.
  private func isExempt(_ url: Endpoint) -> Bool {
    guard let list = firstSet(["no_proxy"])?.value.lowercased() else { return false }
    let port = url.port ?? (url.scheme == .https ? 443 : 80)
    for entry in list.split(whereSeparator: { $0 == "," || $0 == " " }) {
      if entry == "*" { return true }
      var pattern = entry
      if let colon = entry.lastIndex(of: ":"), let entryPort = Int(entry[entry.index(after: colon)...]),
        entry.hasPrefix("[") || !entry[..<colon].contains(":")
      {
        guard entryPort == port else { continue }
        pattern = entry[..<colon]
      }
      if pattern.hasPrefix("["), pattern.hasSuffix("]") { pattern = pattern.dropFirst().dropLast() }
      if pattern.hasPrefix("*") { pattern = pattern.dropFirst() }
      if pattern.hasPrefix(".") { pattern = pattern.dropFirst() }
      if !pattern.isEmpty, url.host == pattern || url.host.hasSuffix("." + pattern) { return true }
    }
    return false
  }

  private static func server(_ text: String) -> Server? {
    var rest = text[...]
    var isSOCKS = false
    if let range = text.firstRange(of: "://") {
      switch text[..<range.lowerBound].lowercased() {
      case "http": break
      case "socks5", "socks5h", "socks": isSOCKS = true
      default: return nil
      }
      rest = text[range.upperBound...]
    }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    var user: String?
    var password: String?
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = parts.first.map(String.init)
      password = parts.count > 1 ? String(parts[1]) : nil
      rest = rest[rest.index(after: at)...]
    }
    guard let endpoint = Endpoint("http://" + rest), endpoint.path.isEmpty else { return nil }
    return Server(
      host: endpoint.host, port: endpoint.port ?? (isSOCKS ? 1080 : 3128), user: user, password: password,
      isSOCKS: isSOCKS)
  }
}
