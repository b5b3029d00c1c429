/// Where a provider is reached and as whom: what a dialect needs besides the request.
package struct Account: Sendable {
  /// The provider's name in the configuration, such as `openai` or `local`.
  package var name: String
  package var profile: ServerProfile
  package var baseURL: Endpoint
  /// The key; nil where the server wants none.
  package var key: Secret?
  /// Where the key came from, as advice names it: `OPENAI_API_KEY`, or a file's path.
  package var keyOrigin: String?
  /// Keys that requests do not carry and answers must not show either: those that are spare.
  package var otherSecrets: [Secret] = []
  /// What the requests call themselves, such as `llmctl/0.1.0`.
  package var userAgent: String

  package init(
    name: String, profile: ServerProfile, baseURL: Endpoint, key: Secret?, keyOrigin: String?, userAgent: String
  ) {
    self.name = name
    self.profile = profile
    self.baseURL = baseURL
    self.key = key
    self.keyOrigin = keyOrigin
    self.userAgent = userAgent
  }

  /// The header that carries the key; none where the server wants no key.
  package var keyHeaders: [HTTPHeader] { keyHeaders(profile.keyHeader, prefix: profile.keyPrefix) }

  /// The key in a header of this name, behind a prefix. Here alone it becomes a text, which nothing but the transport sees.
  package func keyHeaders(_ name: String, prefix: String = "") -> [HTTPHeader] {
    key.map { key in
      [HTTPHeader(name, key.withExposedBytes { prefix + String(decoding: $0, as: UTF8.self) })]
    } ?? []
  }

  /// The question for the models that the server has, which costs nothing.
  package var modelsCall: HTTPCall {
    let headers = [HTTPHeader("accept", "application/json"), HTTPHeader("user-agent", userAgent)]
    return HTTPCall(.get, baseURL.appending("/models"), headers: headers + keyHeaders)
  }

  /// The settings that llama-server tells of itself, beside its `/v1`.
  package var propertiesCall: HTTPCall? {
    let root = baseURL.text.hasSuffix("/v1") ? Endpoint(String(baseURL.text.dropLast(3))) : baseURL
    return root.map { HTTPCall(.get, $0.appending("/props"), headers: keyHeaders) }
  }

  /// Takes this account's keys out of text.
  package var mask: SecretMask { SecretMask(secrets: (key.map { [$0] } ?? []) + otherSecrets) }
}
