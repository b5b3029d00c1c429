extension CredentialRecord {
  /// Keys that are older are worth a new one; they are mentioned once a week by `StoredKeys`.
  private static let oldAge = Duration.seconds(90 * 86_400)

  /// How many days it has been in use.
  func days(at now: Timestamp) -> Int { Int(age(at: now) / .seconds(86_400)) }

  /// Whether it is time for a new one.
  func isOld(at now: Timestamp) -> Bool { age(at: now) > Self.oldAge }

  /// `in use`, `in use, old`, `retiring`.
  func state(at now: Timestamp) -> String {
    retiring != nil ? "retiring" : isOld(at: now) ? "in use, old" : "in use"
  }

  /// As `--json` prints it: everything but the key.
  func json(at now: Timestamp) -> JSONValue {
    .object([
      JSONMember("id", .string(id.text)), JSONMember("provider", .string(name.provider)),
      JSONMember("label", .string(name.label)), JSONMember("environment", .string(name.environment)),
      JSONMember("host", .string(host)), JSONMember("created", .string(created.rfc3339)),
      JSONMember("rotated", .optional(rotated?.rfc3339)), JSONMember("retiring_since", .optional(retiring?.rfc3339)),
      JSONMember("age_days", .integer(days(at: now))),
    ])
  }
}

extension Timestamp {
  /// `2026-11-21`.
  var day: String { String(rfc3339.prefix(10)) }
}

extension JSONValue {
  /// What a command prints, of this type and with these members.
  static func document(_ type: String, _ members: [JSONMember]) -> JSONValue {
    .object([JSONMember("version", .integer(1)), JSONMember("type", .string(type))] + members)
  }
}
