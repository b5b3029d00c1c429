/// A JSON value whose strings are the bytes that came: half of a character stays half of a character, which `String` would
/// replace. For the events of streams that are read whole.
indirect enum WireValue: Equatable {
  case bytes([UInt8])
  case array([WireValue])
  case object([(name: String, value: WireValue)])
  /// Null, a truth value or a number.
  case plain(JSONValue)

  /// Reads one JSON text.
  ///
  /// Throws `JSONError` if it is not JSON.
  init(_ bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes)
    self = try WireValue(&reader)
    try reader.finish()
  }

  private init(_ reader: inout JSONReader) throws(JSONError) {
    switch try reader.peekKind() {
    case .string: self = .bytes(try reader.readStringBytes())
    case .array:
      var elements: [WireValue] = []
      try reader.readArray { reader throws(JSONError) in elements.append(try WireValue(&reader)) }
      self = .array(elements)
    case .object:
      var members: [(name: String, value: WireValue)] = []
      try reader.readObject { reader, name throws(JSONError) in members.append((name, try WireValue(&reader))) }
      self = .object(members)
    default: self = .plain(try reader.readValue())
    }
  }

  static func == (left: WireValue, right: WireValue) -> Bool { left.json == right.json }

  /// The member with this name; the last one where a name stands twice; nil for null, which is the same as absent.
  subscript(name: String) -> WireValue? {
    guard case .object(let members) = self else { return nil }
    let value = members.last { $0.name == name }?.value
    if case .plain(.null)? = value { return nil }
    return value
  }

  /// The bytes, if this is a string that is not empty.
  var bytes: [UInt8]? {
    guard case .bytes(let bytes) = self, !bytes.isEmpty else { return nil }
    return bytes
  }

  /// The text, if this is a string that is not empty.
  var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  /// The elements, if this is an array.
  var elements: [WireValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  var integer: Int? { json.integer }

  var bool: Bool? { json.bool }

  /// The same as an ordinary value.
  var json: JSONValue {
    switch self {
    case .bytes(let bytes): .string(String(decoding: bytes, as: UTF8.self))
    case .array(let elements): .array(elements.map(\.json))
    case .object(let members): .object(members.map { JSONMember($0.name, $0.value.json) })
    case .plain(let value): value
    }
  }
}
