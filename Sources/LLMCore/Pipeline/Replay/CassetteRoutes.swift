/// The routes of one run: which variables the program gets, and where its requests go.
struct CassetteRoutes: Sendable {
  private let routes: [CassetteRoute]
  /// What the program's environment would be without us: where variables lead, and which proxies there are.
  private let environment: Environment
  /// The first name in all paths, which nobody else can know: other users of the machine reach the server, too.
  private let segment: String
  /// The variables of the user's own that say where they lead nowhere but in the environment.
  private let unanswered: [String]

  /// The known routes, and those of variables that only the user's program reads.
  ///
  /// - Parameter variables: each `NAME` or `NAME=URL`.
  ///
  /// Throws `LLMError` of kind `usage`.
  init(variables: [String], environment: Environment) throws(LLMError) {
    var routes = CassetteRoute.known
    var unanswered: [String] = []
    for text in variables {
      let name = String(text.prefix { $0 != "=" })
      let url = text.contains("=") ? String(text.dropFirst(name.count + 1)) : nil
      let isName =
        !name.isEmpty && name.utf8.allSatisfy { Byte.isLetter($0) || Byte.isDigit($0) || $0 == Byte.underscore }
      guard isName, !Byte.isDigit(name.utf8.first ?? 0x30) else {
        throw LLMError(.usage, "--variable takes the name of an environment variable, perhaps with =URL")
      }
      if let url, Endpoint(url) == nil {
        throw LLMError(.usage, "--variable \(name) does not lead to a usable URL", advice: Endpoint.advice)
      }
      if url == nil, environment[name] == nil,
        !routes.contains(where: { $0.variables.contains(name) && $0.base != nil })
      {
        unanswered.append(name)
      }
      Self.add(name, url, to: &routes)
    }
    self.routes = routes
    self.unanswered = unanswered
    var generator = SystemRandomNumberGenerator()
    segment = (0..<16).map { _ in String(UInt8.random(in: 16...255, using: &generator), radix: 16) }.joined()
    self.environment = environment
  }

  /// Puts a route for a variable in the place of whatever the variable led to; the other variables of a provider go on leading there.
  private static func add(_ variable: String, _ url: String?, to routes: inout [CassetteRoute]) {
    // Without a URL a known variable leads where it always did.
    if url == nil, routes.contains(where: { $0.variables.contains(variable) }) { return }
    for index in routes.indices { routes[index].variables.removeAll { $0 == variable } }
    routes.removeAll { $0.variables.isEmpty }
    var route = CassetteRoute(variable: variable, base: url)
    if routes.contains(where: { $0.name == route.name }) { route.name += "-variable" }
    routes.append(route)
  }

  /// Refuses variables of the user's own that lead nowhere, where something is to be recorded.
  ///
  /// Throws `LLMError` of kind `usage`.
  func checkVariables() throws(LLMError) {
    guard let name = unanswered.first else { return }
    throw LLMError(.usage, "--variable \(name) is not set, so nobody knows where it leads", advice: "Write \(name)=URL")
  }

  /// Whether one of the routes has this name.
  func contains(_ name: String) -> Bool { routes.contains { $0.name == name } }

  // MARK: Who asks

  /// Whether a request comes from somebody who was told the address, and not from a page of a browser that was made to think this
  /// server was its own.
  func isMeant(_ request: LoopbackRequest) -> Bool {
    let wanted = Array("/\(segment)/".utf8)
    let found = request.target.utf8.prefix(wanted.count)
    // However much of it is right, it takes the same time.
    let difference = zip(wanted, found).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    guard found.count == wanted.count, difference == 0 else { return false }
    let origin = request.header("origin").map { $0.split(separator: "//", maxSplits: 1).last.map(String.init) ?? "" }
    return [request.header("host"), origin].allSatisfy { $0.map(Self.isLoopback) ?? true }
  }

  private static func isLoopback(_ authority: String) -> Bool {
    let host = authority.prefix { $0 != ":" }.lowercased()
    let port = authority.dropFirst(host.utf8.count)
    return (host == "127.0.0.1" || host == "localhost") && port.dropFirst().utf8.allSatisfy(Byte.isDigit)
  }

  /// A path of the loopback server without what is only known to this run.
  func shown(_ target: String) -> String {
    target.hasPrefix("/\(segment)") ? String(target.dropFirst(1 + segment.count)) : target
  }

  /// The route that a path of the loopback server begins with, and what is behind it.
  func route(of target: String) -> (route: CassetteRoute, path: String)? {
    let target = shown(target)
    guard target.hasPrefix("/") else { return nil }
    let name = target.dropFirst().prefix { $0 != "/" && $0 != "?" }
    guard let route = routes.first(where: { $0.name == name }) else { return nil }
    let path = String(target.dropFirst(1 + name.count))
    return (route, path.hasPrefix("/") ? path : "/" + path)
  }

  // MARK: Where it goes

  /// The base URLs behind the routes: what a variable said before, else what is configured, else where the provider is known to be.
  ///
  /// Throws `LLMError` of kind `configuration` for a variable that leads nowhere.
  func destinations(_ settings: Settings) throws(LLMError) -> [String: Endpoint] {
    var destinations: [String: Endpoint] = [:]
    for route in routes { destinations[route.name] = try destination(of: route, settings) }
    return destinations
  }

  private func destination(of route: CassetteRoute, _ settings: Settings) throws(LLMError) -> Endpoint? {
    let configured = settings.provider(named: route.name)?.baseURL
    if let name = route.variables.first(where: { environment[$0] != nil }), let text = environment[name] {
      if let endpoint = Endpoint(text) { return endpoint }
      // Ollama's variable may also be a host or a port, which the settings understand.
      if route.errorForm == .ollama, let configured { return configured }
      throw LLMError(
        .configuration, "\(name) is not a usable URL: \(SecretMask().masked(text))", advice: Endpoint.advice)
    }
    if let configured, configured.text.hasSuffix(route.configuredSuffix) {
      return Endpoint(String(configured.text.dropLast(route.configuredSuffix.count)))
    }
    return route.base.flatMap { Endpoint($0) }
  }

  // MARK: What the program gets

  /// The variables that lead the program to the loopback server. A variable with nothing behind it is left alone, unless something
  /// was recorded for it.
  ///
  /// - Parameter recorded: the routes of the calls that can be played.
  func variables(port: Int, recorded: Set<String>) -> [String: String] {
    var variables: [String: String] = [:]
    for route in routes {
      let isKnown = route.base != nil || route.variables.contains { environment[$0] != nil }
      guard isKnown || recorded.contains(route.name) else { continue }
      for name in route.variables { variables[name] = route.url(port: port, segment: segment) }
    }
    return variables.merging(withoutProxy) { $1 }
  }

  /// Keys for those clients that refuse to begin without one, where nothing of it reaches a provider.
  func placeholderKeys(for recorded: Set<String>) -> [String: String] {
    var variables: [String: String] = [:]
    for route in routes
    where recorded.contains(route.name) && !route.keyVariables.contains(where: { environment[$0] != nil }) {
      if let name = route.keyVariables.first { variables[name] = CassetteCredentials.standIn }
    }
    return variables
  }

  /// Clients that go through a proxy must not look for our server behind it.
  private var withoutProxy: [String: String] {
    let names = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
    guard names.contains(where: { environment[$0] != nil }) else { return [:] }
    let own = "127.0.0.1"
    let exempt = ["no_proxy", "NO_PROXY"].filter { environment[$0] != nil }
    if exempt.isEmpty { return ["no_proxy": own, "NO_PROXY": own] }
    // Each as it was: a star stands for everything only where it stands alone.
    return Dictionary(
      uniqueKeysWithValues: exempt.map { name in
        let value = environment[name] ?? ""
        return (name, value == "*" ? value : "\(value),\(own)")
      })
  }
}
