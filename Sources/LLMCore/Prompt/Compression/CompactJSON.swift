/// JSON without the blanks between its tokens. Numbers and strings stay as they are written, letter for letter.
enum CompactJSON {
  /// - Parameter text: one JSON value.
  static func text(of text: String) -> String {
    var (bytes, isString, isEscaped): ([UInt8], Bool, Bool) = ([], false, false)
    for byte in text.utf8 {
      if isString {
        bytes.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isString = false
        }
      } else if byte > 0x20 {
        bytes.append(byte)
        isString = byte == 0x22
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
