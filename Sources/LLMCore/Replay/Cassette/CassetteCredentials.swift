/// The credentials that a request carries: what must not reach the file, wherever it stands.
package enum CassetteCredentials {
  /// What names of headers have in them that carry a credential, such as `x-goog-api-key`.
  private static let headerWords = ["authorization", "api-key", "apikey", "-auth", "token", "secret", "cookie", "-key"]

  /// Headers with such words in their names that carry none. What is new in each request would make all of them secrets.
  private static let harmlessHeaders: Set<String> = [
    "idempotency-key", "x-idempotency-key", "sec-websocket-key", "surrogate-key", "partition-key", "x-cache-key",
  ]
  private static let harmlessEndings = [
    "-auth-type", "-auth-method", "-tokens", "token-count", "token-limit", "token-type",
  ]

  /// Parameters of a query that carry a credential, as `folded` has them.
  private static let parameterNames = Endpoint.credentialParameters.union([
    "xgoogsignature", "xamzsignature", "xamzcredential", "xamzsecuritytoken",
  ])

  /// Members of JSON whose text is a credential, as `folded` has them. `token` and `key` are none: models answer in tokens.
  private static let memberNames: Set<String> = [
    "apikey", "xapikey", "accesstoken", "refreshtoken", "idtoken", "sessiontoken", "authtoken", "bearertoken", "secret",
    "clientsecret", "secretkey", "privatekey", "password", "authorization",
  ]

  /// What stands where a client wants some key and its server none: words, which would be taken out of every text.
  private static let placeholders: Set<String> = [
    "lm-studio", "not-needed", "not-required", "no-key-required", "sk-no-key-required", "placeholder", "your-api-key",
    "unused-key", "fake-key", "test-key", "dummy-key", "localhost", CassetteCredentials.standIn,
  ]

  /// What a program gets for a key where nothing is asked that wants one.
  static let standIn = "not-needed-for-replay"

  /// Names are compared without their joints and without upper case: `clientSecret` is `client_secret`.
  private static func folded(_ name: some Sequence<UInt8>) -> String {
    let bytes = name.filter { $0 != Byte.minus && $0 != Byte.underscore }
    return String(decoding: bytes.map { Byte.isUppercase($0) ? Byte.folded($0) : $0 }, as: UTF8.self)
  }

  /// Whether a member of this name holds a credential.
  static func isSecret(member name: some Sequence<UInt8>) -> Bool { memberNames.contains(folded(name)) }

  /// Whether a parameter of this name, in a query or a form, holds a credential.
  static func isSecret(parameter name: some Sequence<UInt8>) -> Bool {
    let name = folded(decoded(Array(name)[...]).utf8)
    return parameterNames.contains(name) || memberNames.contains(name)
  }

  /// Whether this can be a key: not what is too short for one, such as `none`, and no word that stands in for one.
  package static func isKey(_ text: String) -> Bool {
    text.utf8.count >= 8 && !placeholders.contains(text.lowercased())
  }

  /// All credentials of a request.
  package static func all(in request: LoopbackRequest) -> [Secret] {
    var texts: [String] = []
    for header in request.headers where isSecret(header: header.name) {
      texts += parts(of: header.value, named: header.name)
    }
    if let question = request.target.firstIndex(of: "?") {
      for (name, value) in parameters(request.target[question...].dropFirst()) where isSecret(parameter: name.utf8) {
        texts += [String(value), decoded(Array(value.utf8)[...])]
      }
    }
    return texts.filter(isKey).map { Secret(copying: $0) }
  }

  private static func isSecret(header name: String) -> Bool {
    headerWords.contains(where: name.contains) && !harmlessHeaders.contains(name)
      && !harmlessEndings.contains(where: name.hasSuffix)
  }

  /// What of a header's value is secret: behind the scheme, in cookies each value, and of a user and password each form.
  private static func parts(of value: String, named name: String) -> [String] {
    if name == "cookie" {
      return value.split(separator: ";").map { String($0.drop { $0 != "=" }.dropFirst()) }
    }
    guard let space = value.firstIndex(of: " ") else { return [value] }
    let token = String(value[value.index(after: space)...].drop { $0 == " " })
    guard value[..<space].lowercased() == "basic", let plain = Base64.decode(token) else { return [token] }
    let pair = String(decoding: plain, as: UTF8.self)
    return [token, pair, String(pair.drop { $0 != ":" }.dropFirst())]
  }

  /// A path with the credentials taken out of its query, by the names of the parameters.
  static func hidden(inQueryOf path: String) -> String {
    guard let question = path.firstIndex(of: "?") else { return path }
    let pairs = path[question...].dropFirst().split(separator: "&", omittingEmptySubsequences: false).map { pair in
      let name = pair.prefix { $0 != "=" }
      return isSecret(parameter: name.utf8) && pair.contains("=") ? name + "=" + SecretMask.replacementText : pair
    }
    return path[...question] + pairs.joined(separator: "&")
  }

  private static func parameters(_ query: Substring) -> [(name: Substring, value: Substring)] {
    query.split(separator: "&").map { pair in (pair.prefix { $0 != "=" }, pair.drop { $0 != "=" }.dropFirst()) }
  }

  /// The text behind percent escapes; what is none of them stays.
  private static func decoded(_ text: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == Byte.percent, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == Byte.plus ? Byte.space : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
