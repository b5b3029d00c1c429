/// The credentials that a request carries: what must not reach the file, wherever it stands.
package enum CassetteCredentials {
  /// What names of headers have in them that carry a credential, such as `x-goog-api-key`.
  private static let headerWords = ["authorization", "api-key", "apikey", "-auth", "token", "secret", "cookie", "-key"]

  /// Parameters of a query that carry a credential, in lower case.
  private static let parameterNames: Set<String> = [
    "key", "api_key", "api-key", "apikey", "x-api-key", "access_token", "token", "auth", "sig", "signature",
    "x-goog-api-key", "subscription-key", "x-amz-signature", "x-amz-credential", "x-amz-security-token",
  ]

  /// Members of JSON whose text is a credential, in lower case. `token` and `key` are none: models answer in tokens.
  static let memberNames: Set<String> = [
    "api_key", "apikey", "api-key", "x-api-key", "access_token", "refresh_token", "id_token", "session_token",
    "client_secret", "secret_key", "password", "authorization", "auth_token", "bearer_token",
  ]

  /// All credentials of a request. Those of under eight bytes are placeholders such as `none`, which are words as well.
  package static func all(in request: LoopbackRequest) -> [Secret] {
    var texts: [String] = []
    for header in request.headers where headerWords.contains(where: header.name.contains) {
      texts += parts(of: header.value, named: header.name)
    }
    if let question = request.target.firstIndex(of: "?") {
      for (name, value) in parameters(request.target[question...].dropFirst()) where isSecret(name) {
        texts += [String(value), decoded(value)]
      }
    }
    return texts.filter { $0.utf8.count >= 8 }.map { Secret(copying: $0) }
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
      return isSecret(name) && pair.contains("=") ? name + "=" + SecretMask.replacementText : pair
    }
    return path[...question] + pairs.joined(separator: "&")
  }

  private static func isSecret(_ name: Substring) -> Bool { parameterNames.contains(decoded(name).lowercased()) }

  private static func parameters(_ query: Substring) -> [(name: Substring, value: Substring)] {
    query.split(separator: "&").map { pair in (pair.prefix { $0 != "=" }, pair.drop { $0 != "=" }.dropFirst()) }
  }

  /// The text behind percent escapes; what is none of them stays.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
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
