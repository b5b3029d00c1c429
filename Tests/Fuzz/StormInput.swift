internal import Glibc

/// The input that a storm is checking, and how it is told and given again.
enum StormInput {
  nonisolated(unsafe) static var current: [UInt8] = []

  /// A failed check is a trap; what it was about is told before the process ends.
  static func tellWhatTraps() {
    for number in [SIGILL, SIGTRAP, SIGSEGV] {
      signal(number) { number in
        let digits = Array("0123456789abcdef".utf8)
        var line = Array("failed with: ".utf8)
        for byte in StormInput.current { line += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        line.append(0x0A)
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// The bytes that such a line names.
  static func bytes(hexadecimal text: String) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
