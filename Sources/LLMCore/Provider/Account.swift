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
  /// What to try where the key is rejected or has no money left, in this order.
  package var spareKeys: [SpareKey] = []
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

  /// The settings that llama-server tells of itself, beside its `/v1`.
  package var propertiesCall: HTTPCall? {
    let root = baseURL.text.hasSuffix("/v1") ? Endpoint(String(baseURL.text.dropLast(3))) : baseURL
    return root.map { HTTPCall(.get, $0.appending("/props"), headers: keyHeaders) }
  }

  /// The same with one of its spare keys. The others still count as keys of it.
  package func using(_ spare: SpareKey) -> Account {
    var account = self
    (account.key, account.keyOrigin) = (spare.secret, spare.origin)
    account.spareKeys = (key.map { [SpareKey(secret: $0, origin: keyOrigin ?? "")] } ?? []) + spareKeys
    return account
  }

  /// Takes this account's keys out of text, the spare ones included.
  package var mask: SecretMask { SecretMask(secrets: (key.map { [$0] } ?? []) + spareKeys.map(\.secret)) }
}

/// Another key of an account.
package struct SpareKey: Sendable {
  package let secret: Secret
  /// Where it came from, as advice names it.
  package let origin: String

  package init(secret: Secret, origin: String) { (self.secret, self.origin) = (secret, origin) }
}
