/// Takes credentials out of what is recorded, and out of what is compared with it: both have the same placeholders.
///
/// Three nets: the very bytes of the keys in play, also as JSON and URLs escape them; what has the shape of a key; and values whose
/// names say that they are secret.
package struct CassetteMask: Sendable {
  private let mask: SecretMask

  /// - Parameter secrets: the keys in play.
  package init(secrets: [Secret] = []) { mask = SecretMask(secrets: secrets.flatMap(Self.forms)) }

  /// A secret as it is, and as it is written where some characters have to be escaped.
  private static func forms(of secret: Secret) -> [Secret] {
    let text = secret.withExposedBytes { String(decoding: $0, as: UTF8.self) }
    let other = [
      escaped(text) { $0 == "/" ? "\\/" : nil },
      escaped(text) { "=+&<>'".utf8.contains(UInt8(ascii: $0)) ? "\\u00" + hex($0) : nil },
      escaped(text) { "=+&<>'".utf8.contains(UInt8(ascii: $0)) ? "\\u00" + hex($0).lowercased() : nil },
      escaped(text) { Byte.isWord(UInt8(ascii: $0)) || "-.~".utf8.contains(UInt8(ascii: $0)) ? nil : "%" + hex($0) },
      escaped(text) { "\"\\".utf8.contains(UInt8(ascii: $0)) ? "\\" + String($0) : nil },
    ]
    return [secret] + Set(other).subtracting([text]).map { Secret(copying: $0) }
  }

  private static func escaped(_ text: String, _ escape: (Unicode.Scalar) -> String?) -> String {
    text.unicodeScalars.map { $0.isASCII ? escape($0) ?? String($0) : String($0) }.joined()
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  /// A path with its query.
  package func masked(path: String) -> String { mask.masked(CassetteCredentials.hidden(inQueryOf: path)) }

  /// Headers that are kept.
  package func masked(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    headers.map { HTTPHeader($0.name, mask.masked($0.value)) }
  }

  /// A body.
  package func masked(_ body: CassetteBody) -> CassetteBody {
    switch body {
    case .none: .none
    case .json(let value, let layout): .json(masked(value), layout)
    case .text(let text): .text(mask.masked(text))
    case .binary(let bytes): .binary(mask.masked(bytes))
    }
  }

  /// A recorded call, once more: for keys that came into play after it was made.
  package func masked(_ call: CassetteCall) -> CassetteCall {
    var call = call
    call.request.path = masked(path: call.request.path)
    call.request.headers = masked(call.request.headers)
    call.request.body = masked(call.request.body)
    call.reply.headers = masked(call.reply.headers)
    switch call.reply.content {
    case .whole(let body): call.reply.content = .whole(masked(body))
    case .chunks(let chunks):
      let (pieces, moments) = masked(chunks, Array(call.reply.timing.dropFirst()))
      call.reply.content = .chunks(pieces)
      call.reply.timing = call.reply.timing.prefix(1) + moments
    }
    return call
  }

  /// The pieces of a stream with their moments. A secret that is cut by their borders is taken out of all of them: its
  /// placeholder stands in the piece in which it begins, and a piece of which nothing is left goes.
  package func masked(_ chunks: [[UInt8]], _ moments: [Int]) -> (chunks: [[UInt8]], moments: [Int]) {
    let bytes = Array(chunks.joined())
    let ranges = mask.ranges(in: bytes)
    guard !ranges.isEmpty else { return (chunks, moments) }
    var result: [[UInt8]] = []
    var times: [Int] = []
    var rest = ranges[...]
    var start = 0
    for (index, chunk) in chunks.enumerated() {
      let end = start + chunk.count
      var piece: [UInt8] = []
      var at = start
      while let range = rest.first, range.lowerBound < end {
        if range.lowerBound >= at {
          piece += bytes[at..<range.lowerBound]
          piece += SecretMask.replacementText.utf8
        }
        at = min(range.upperBound, end)
        if range.upperBound > end { break }
        rest = rest.dropFirst()
      }
      if at < end { piece += bytes[at..<end] }
      if !piece.isEmpty || chunk.isEmpty {
        result.append(piece)
        if index < moments.count { times.append(moments[index]) }
      }
      start = end
    }
    return (result, times)
  }

  /// Every text in a value, whatever its escapes were, and the texts of members whose names say that they are secret.
  private func masked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(mask.masked(text))
    case .array(let elements): .array(elements.map(masked))
    case .object(let members):
      .object(
        members.map { member in
          let isSecret = CassetteCredentials.memberNames.contains(member.name.lowercased())
          if isSecret, let text = member.value.text, text.utf8.count >= 8 {
            return JSONMember(member.name, .string(SecretMask.replacementText))
          }
          return JSONMember(mask.masked(member.name), masked(member.value))
        })
    default: value
    }
  }
}
