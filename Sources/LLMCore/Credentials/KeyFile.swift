/// A key file: one line with 32 random bytes in hexadecimal digits behind a name, so that no other file, whose content could be
/// guessed, is taken for one.
enum KeyFile {
  private static let name = Array("llmctl-key-file-1:".utf8)
  private static let size = 32
  private static let digits = Array("0123456789abcdef".utf8)

  /// The line for a new key.
  static func line(for key: Secret) -> Secret {
    key.withExposedBytes { bytes in
      Secret(capacity: name.count + 2 * bytes.count) { room in
        for (index, byte) in name.enumerated() { room[index] = byte }
        for (index, byte) in bytes.enumerated() {
          room[name.count + 2 * index] = digits[Int(byte >> 4)]
          room[name.count + 2 * index + 1] = digits[Int(byte & 15)]
        }
        return name.count + 2 * bytes.count
      }
    }
  }

  /// The key in a line; nil where it is no line of a key file.
  static func key(in line: Secret) -> Secret? {
    let isWellFormed = line.withExposedBytes { bytes in
      bytes.count == name.count + 2 * size && bytes.starts(with: name)
        && bytes[name.count...].allSatisfy { digits.contains($0) }
    }
    guard isWellFormed else { return nil }
    return line.withExposedBytes { bytes in
      Secret(capacity: size) { room in
        for index in 0..<size {
          room[index] = value(bytes[name.count + 2 * index]) << 4 | value(bytes[name.count + 2 * index + 1])
        }
        return size
      }
    }
  }

  private static func value(_ digit: UInt8) -> UInt8 {
    digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
  }

  /// A new key of its own.
  static func newKey() -> Secret { Secret.random(count: size) }
}
