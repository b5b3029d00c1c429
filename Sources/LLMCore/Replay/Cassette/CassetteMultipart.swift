/// Forms with files, whose parts are kept apart by a line that clients make up anew for each request.
enum CassetteMultipart {
  /// What stands for that line in a recording.
  private static let usual = "llmctl-replay-boundary"

  /// The header and the body with the usual line in them, so that equal forms are equal; unchanged for anything but such a
  /// form.
  static func normalised(_ type: String, _ body: [UInt8]) -> (type: String, body: [UInt8]) {
    guard type.lowercased().hasPrefix("multipart/"), let range = type.lowercased().firstRange(of: "boundary=") else {
      return (type, body)
    }
    let value = type[range.upperBound...]
    let boundary =
      value.hasPrefix("\"") ? value.dropFirst().prefix { $0 != "\"" } : value.prefix { $0 != ";" && $0 != " " }
    guard !boundary.isEmpty, boundary.utf8.count <= 200 else { return (type, body) }
    var changed: [UInt8] = []
    changed.reserveCapacity(body.count)
    let line = Array("--".utf8) + Array(boundary.utf8)
    var index = 0
    while index < body.count {
      if body[index] == Byte.minus, body[index...].starts(with: line) {
        changed += "--\(usual)".utf8
        index += line.count
      } else {
        changed.append(body[index])
        index += 1
      }
    }
    return (type.replacing(boundary, with: usual), changed)
  }
}
