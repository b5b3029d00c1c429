/// The routes of one run: which variables the program gets, and where its requests go.
struct CassetteRoutes: Sendable {



  private let routes: [CassetteRoute]
  /// Where each route of the user's own leads, as it stands behind the variable's name.
  private let environment: Environment

  /// The known routes, and those of variables that only the user's program reads.
  ///
  /// - Parameter variables: each `NAME` or `NAME=URL`.
  ///
  /// Throws `LLMError` of kind `usage`.
  init(variables: [String], environment: Environment) throws(LLMError) {
    var routes = CassetteRoute.known
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
      routes.removeAll { $0.name == name.lowercased() }
      routes.append(CassetteRoute(variable: name, base: url))
    }
    self.routes = routes
    self.environment = environment
  }

  /// The route that a path of the loopback server begins with, and what is behind it.
  func route(of target: String) -> (route: CassetteRoute, path: String)? {
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
      for name in route.variables { variables[name] = route.url(port: port) }
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
    let exempt = [environment["no_proxy"] ?? environment["NO_PROXY"], "127.0.0.1"].compactMap(\.self).joined(
      separator: ",")
    return ["no_proxy": exempt, "NO_PROXY": exempt]
  }
}
