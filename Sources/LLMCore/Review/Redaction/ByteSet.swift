/// Some of the ASCII characters.
struct ByteSet: Sendable, Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The characters of a text. One that is not ASCII is left out.
  init(_ members: String) {
    for byte in members.utf8 where byte < 0x80 {
      if byte < 0x40 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 0x40) }
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    if byte < 0x40 { return low >> UInt64(byte) & 1 == 1 }
    return byte < 0x80 && high >> UInt64(byte - 0x40) & 1 == 1
  }

  private static let digits = "0123456789"
  private static let lower = "abcdefghijklmnopqrstuvwxyz"
  private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

  static let decimal = ByteSet(digits)
  static let hexadecimal = ByteSet(digits + "abcdef")
  static let upperAndDigits = ByteSet(upper + digits)
  static let lowerAndDigits = ByteSet(lower + digits)
  static let alphanumeric = ByteSet(lower + upper + digits)
  /// Base64 for URLs, which is what most keys are made of.
  static let urlSafe = ByteSet(lower + upper + digits + "-_")
  /// With the dots between the parts of tokens.
  static let dotted = ByteSet(lower + upper + digits + "-_.")
  static let base64 = ByteSet(lower + upper + digits + "+/=")
  /// What headers take for tokens: base64, base64 for URLs, dots and tildes.
  static let headerToken = ByteSet(lower + upper + digits + "-_.~+/=")
  static let slashed = ByteSet(lower + upper + digits + "-_/")
  static let hexadecimalMixed = ByteSet(digits + "abcdefABCDEF")
  static let percentEncoded = ByteSet(lower + upper + digits + "%-_.~+/")
}
