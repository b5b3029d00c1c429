/// What a key is called: several keys of a provider differ in their labels or environments.
package struct CredentialName: Sendable, Hashable, CustomStringConvertible {
  /// As the configuration names it.
  package let provider: String
  /// `default` unless somebody chose another one.
  package let label: String
  /// Such as `dev`, `ci`, `prod`; empty for none.
  package let environment: String

  package static let usualLabel = "default"

  /// Throws `CredentialError.invalid` where a part is empty, longer than 255 bytes, or has a space or a control character in it.
  package init(
    provider: String, label: String = CredentialName.usualLabel, environment: String = ""
  ) throws(CredentialError) {
    for (what, text, mayBeEmpty) in [
      ("provider", provider, false), ("label", label, false), ("environment", environment, true),
    ] {
      guard mayBeEmpty || !text.isEmpty else { throw .invalid("the name of the \(what) is empty") }
      guard text.utf8.count <= CredentialFormat.longestName, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
        throw .invalid("the name of the \(what) is too long, or has a space or a control character in it")
      }
    }
    (self.provider, self.label, self.environment) = (provider, label, environment)
  }

  /// `openai`, `openai (label work, environment ci)`.
  package var description: String {
    let details = [
      label == Self.usualLabel ? nil : "label \(label)", environment.isEmpty ? nil : "environment \(environment)",
    ].compactMap(\.self)
    return details.isEmpty ? provider : "\(provider) (\(details.joined(separator: ", ")))"
  }
}

/// What is known of a stored key besides itself.
package struct CredentialRecord: Sendable, Equatable, Identifiable {
  package let id: CredentialID
  package let name: CredentialName
  /// Where the key may be sent: scheme, host and port, as `Endpoint.keyHost` writes them.
  package let host: String
  /// When a key of this name was first stored.
  package let created: Timestamp
  /// When this key took the place of another; nil for the first one.
  package let rotated: Timestamp?
  /// Since when it is only kept for the time of the change; nil while it is the current one.
  package var retiring: Timestamp?
  /// Equal for keys of this file that end alike; tells nothing else of them.
  package let ending: [UInt8]

  init(
    id: CredentialID, name: CredentialName, host: String, created: Timestamp, rotated: Timestamp?,
    retiring: Timestamp?, ending: [UInt8]
  ) {
    (self.id, self.name, self.host) = (id, name, host)
    (self.created, self.rotated, self.retiring, self.ending) = (created, rotated, retiring, ending)
  }

  /// When this key was stored.
  package var stored: Timestamp { rotated ?? created }

  /// How long this key has been in use; never negative, whatever the clock was set to.
  package func age(at now: Timestamp) -> Duration {
    .milliseconds(max(0, now.milliseconds - stored.milliseconds))
  }

  /// As it is sealed: filled up, so that its length does not tell the provider.
  var encoded: [UInt8] {
    var part = PartWriter()
    part.moment(created)
    part.moment(rotated)
    part.moment(retiring)
    part.append(ending)
    for text in [name.provider, name.label, name.environment, host] { part.field(Array(text.utf8)) }
    let surplus = part.bytes.count % CredentialFormat.padding
    if surplus > 0 { part.append(repeatElement(0, count: CredentialFormat.padding - surplus)) }
    return part.bytes
  }

  static func decode(_ bytes: [UInt8], id: CredentialID) throws(FormatFault) -> CredentialRecord {
    var part = PartReader(bytes, in: 0..<bytes.count, of: "the description of a key")
    let created = try part.moment() ?? Timestamp(milliseconds: 0)
    let rotated = try part.moment()
    let retiring = try part.moment()
    let ending = Array(try part.take(8))
    let provider = try part.text(atMost: CredentialFormat.longestName)
    let label = try part.text(atMost: CredentialFormat.longestName)
    let environment = try part.text(atMost: CredentialFormat.longestName)
    let host = try part.text(atMost: CredentialFormat.longestDetail)
    try part.padding()
    guard let name = try? CredentialName(provider: provider, label: label, environment: environment) else {
      throw .damaged(at: 0, "the description of a key has an impossible name")
    }
    return CredentialRecord(
      id: id, name: name, host: host, created: created, rotated: rotated, retiring: retiring, ending: ending)
  }
}

extension Endpoint {
  /// Where a key for this URL may be sent: scheme, host and port; two URLs of one server have the same.
  package var keyHost: String {
    if scheme == .unix { return "\(scheme.rawValue):\(host)" }
    let usualPort = scheme == .https ? 443 : 80
    let host = host.contains(":") ? "[\(host)]" : host
    return "\(scheme.rawValue)://\(host)" + (port.map { $0 == usualPort ? "" : ":\($0)" } ?? "")
  }
}
