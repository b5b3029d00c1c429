/// Takes credentials out of what is recorded, and out of what is compared with it: both have the same placeholders.
///
/// Three nets: the very bytes of the keys in play, also as JSON and URLs escape them; what has the shape of a key; and values whose
/// names say that they are secret. Of streams, the texts that their events bring in parts are looked through as well.
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
  package func masked(path: String) -> String { masked(CassetteCredentials.hidden(inQueryOf: path)) }

  private func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let masked = masked(bytes)
    return masked == bytes ? text : String(decoding: masked, as: UTF8.self)
  }

  private func masked(_ bytes: [UInt8]) -> [UInt8] { masked([bytes], stains(in: bytes), []).chunks.first ?? [] }

  /// All that is secret in bytes.
  private func stains(in bytes: [UInt8]) -> [CassetteStain] {
    CassetteStain.joined(ranges(in: bytes).map { CassetteStain($0) })
  }

  private func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    mask.ranges(in: bytes) + CassetteNamedSecrets.ranges(in: bytes)
  }

  /// Headers that are kept.
  package func masked(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    headers.map { HTTPHeader($0.name, masked($0.value)) }
  }

  /// A body.
  package func masked(_ body: CassetteBody) -> CassetteBody {
    switch body {
    case .none: .none
    case .json(let value, let layout): .json(masked(value), layout)
    case .text(let text): .text(masked(text))
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
    let parts = StreamedTexts.all(in: bytes).flatMap { text in ranges(in: text.bytes).flatMap(text.places) }
    return masked(chunks, CassetteStain.joined(stains(in: bytes) + parts), moments)
  }

  private func masked(
    _ chunks: [[UInt8]], _ stains: [CassetteStain], _ moments: [Int]
  ) -> (chunks: [[UInt8]], moments: [Int]) {
    guard !stains.isEmpty else { return (chunks, moments) }
    var result: [[UInt8]] = []
    var times: [Int] = []
    var rest = stains[...]
    var start = 0
    for (index, chunk) in chunks.enumerated() {
      let end = start + chunk.count
      var piece: [UInt8] = []
      var at = start
      while let stain = rest.first, stain.range.lowerBound < end {
        let range = stain.range
        if range.lowerBound >= at {
          piece += chunk[at - start..<range.lowerBound - start]
          if stain.hasPlaceholder { piece += SecretMask.replacementText.utf8 }
        }
        at = min(range.upperBound, end)
        if range.upperBound > end { break }
        rest = rest.dropFirst()
      }
      if at < end { piece += chunk[(at - start)...] }
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
    case .string(let text): .string(masked(text))
    case .array(let elements): .array(elements.map(masked))
    case .object(let members):
      .object(
        members.map { member in
          if CassetteCredentials.isSecret(member: member.name.utf8), !CassetteNamedSecrets.isSchema(member.value) {
            return JSONMember(member.name, blotted(member.value))
          }
          return JSONMember(masked(member.name), masked(member.value))
        })
    default: value
    }
  }

  /// A value whose name says that it is secret: the placeholder for all texts in it.
  private func blotted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(text.isEmpty ? "" : SecretMask.replacementText)
    case .array(let elements): .array(elements.map(blotted))
    case .object(let members): .object(members.map { JSONMember(masked($0.name), blotted($0.value)) })
    default: value
    }
  }
}
