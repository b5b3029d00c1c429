/// Forms with files, whose parts are kept apart by a line that clients make up anew for each request.
enum CassetteMultipart {
  /// What stands for that line in a recording.
  private static let usual = Array("llmctl-replay-boundary".utf8)

  /// The header and the body with the usual line in them, so that equal forms are equal; unchanged for anything but such a
  /// form.
  static func normalised(_ type: String, _ body: [UInt8]) -> (type: String, body: [UInt8]) {
    let header = Array(type.utf8)
    guard let range = boundary(in: header), !range.isEmpty, range.count <= 200 else { return (type, body) }
    var changed: [UInt8] = []
    changed.reserveCapacity(body.count)
    let line = Array("--".utf8) + header[range]
    var index = 0
    while index < body.count {
      if body[index] == Byte.minus, body[index...].starts(with: line) {
        changed += "--".utf8
        changed += usual
        index += line.count
      } else {
        changed.append(body[index])
        index += 1
      }
    }
    let words = header[..<range.lowerBound] + usual + header[range.upperBound...]
    return (String(decoding: words, as: UTF8.self), changed)
  }

  /// Where the boundary's value stands in a header's bytes: lower case has another length than the text where there are letters of
  /// other alphabets, so that only those of ASCII may be changed.
  private static func boundary(in header: [UInt8]) -> Range<Int>? {
    let lower = header.map { Byte.isUppercase($0) ? Byte.folded($0) : $0 }
    guard lower.starts(with: "multipart/".utf8), let name = lower.firstRange(of: Array("boundary=".utf8)) else {
      return nil
    }
    let start = name.upperBound
    if start < header.count, header[start] == Byte.quote {
      let end = header[(start + 1)...].firstIndex(of: Byte.quote) ?? header.count
      return start + 1..<end
    }
    return start..<(header[start...].firstIndex { $0 == Byte.semicolon || $0 == Byte.space } ?? header.count)
  }
}
