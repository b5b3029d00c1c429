/// The kinds of JSON values, each a bit, so that a schema's `type` is one mask.
enum JSONKind {
  static let null: UInt8 = 1
  static let bool: UInt8 = 2
  static let number: UInt8 = 4
  static let string: UInt8 = 8
  static let array: UInt8 = 16
  static let object: UInt8 = 32
  /// Only in masks: a number without a fraction.
  static let integer: UInt8 = 64
  static let any: UInt8 = 127
}

/// A value on a ``ValueTape``. Values stand in the order of the text: what is inside of one follows it directly.
///
/// A number is `mantissa × 10^exponent` exactly, with no zero at the mantissa's end, so that equal numbers have equal fields. A number
/// of more than 18 digits keeps them as text, and its mantissa is only its sign.
struct TapeNode {
  /// One of ``JSONKind``.
  var kind: UInt8
  /// Whether a number was written without fraction and exponent; what draft 4 calls an integer.
  var isWrittenWhole = false
  /// Of the name in front of the value, where it is a member.
  var nameHash: UInt32 = 0
  var nameStart: Int32 = 0
  var nameLength: Int32 = 0
  /// The place on the tape behind everything that belongs to the value.
  var end: Int32 = 0
  /// Elements or members; bytes of a string; digits of a number that keeps them, else 0; 1 for `true`.
  var count: Int32 = 0
  /// Where the bytes of a string or the kept digits begin.
  var start: Int32 = 0
  /// Of a number; held at ±2^30, which no other number of the program comes near.
  var exponent: Int32 = 0
  var mantissa: Int64 = 0

  init(kind: UInt8) { self.kind = kind }

  /// Whether a number has no fraction.
  var isWhole: Bool { exponent >= 0 }
  /// Whether a number's digits are kept as text.
  var keepsDigits: Bool { kind == JSONKind.number && count > 0 }
}
