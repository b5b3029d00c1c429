extension JSONValue {
  /// Whether both mean the same: numbers by value (`1` is `1.0`), members in any order, the last one of those with the same name,
  /// strings by their bytes.
  package func means(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): DecimalForm.text(of: left) == DecimalForm.text(of: right)
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
    case (.object, .object): normalForm == other.normalForm
    default: false
    }
  }

  /// The same bytes for values that mean the same, and for no others.
  package var normalForm: [UInt8] {
    var result: [UInt8] = []
    appendNormalForm(to: &result)
    return result
  }

  private func appendNormalForm(to result: inout [UInt8]) {
    switch self {
    case .number(let literal): result += DecimalForm.text(of: literal).utf8
    case .array(let elements):
      result.append(Byte.openBracket)
      for (index, element) in elements.enumerated() {
        if index > 0 { result.append(Byte.comma) }
        element.appendNormalForm(to: &result)
      }
      result.append(Byte.closeBracket)
    case .object:
      result.append(Byte.openBrace)
      for (index, member) in distinctMembers.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        .enumerated()
      {
        if index > 0 { result.append(Byte.comma) }
        result += JSONWriter.bytes(of: .string(member.name))
        result.append(Byte.colon)
        member.value.appendNormalForm(to: &result)
      }
      result.append(Byte.closeBrace)
    case .null, .bool, .string: result += JSONWriter.bytes(of: self)
    }
  }

  /// The members in their order, the last one of those with the same name; empty for what is no object.
  var distinctMembers: [JSONMember] {
    guard let members else { return [] }
    var places: [[UInt8]: Int] = [:]
    for (index, member) in members.enumerated() { places[Array(member.name.utf8)] = index }
    return members.enumerated().filter { places[Array($0.element.name.utf8)] == $0.offset }.map(\.element)
  }

  /// `null`, `boolean`, `number`, `string`, `array` or `object`.
  package var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

/// Numbers as JSON writes them, in one form for each value: `1.50`, `15e-1` and `1.5` are `15e-1`. Nothing is rounded.
enum DecimalForm {
  /// - Parameter literal: a number of JSON's grammar.
  static func text(of literal: String) -> String {
    var digits: [UInt8] = []
    var exponent = 0
    var (isNegative, hasPoint) = (false, false)
    var rest = literal.utf8[...]
    while let byte = rest.first {
      if byte == Byte.minus {
        isNegative = true
      } else if byte == Byte.dot {
        hasPoint = true
      } else if Byte.isDigit(byte) {
        if hasPoint { exponent -= 1 }
        digits.append(byte)
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    let zero = UInt8(ascii: "0")
    let end = (digits.lastIndex { $0 != zero } ?? -1) + 1
    let significant = digits[..<end].drop { $0 == zero }
    if significant.isEmpty { return "0" }
    exponent += digits.count - end
    let written = Substring(rest.dropFirst())
    // An exponent that no number fits is told by its digits.
    guard let power = written.isEmpty ? 0 : Int(written) else { return literal }
    let (sum, overflows) = exponent.addingReportingOverflow(power)
    if overflows { return literal }
    return (isNegative ? "-" : "") + String(decoding: significant, as: UTF8.self) + "e\(sum)"
  }
}
