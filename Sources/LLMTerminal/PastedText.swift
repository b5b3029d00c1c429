/// Text from the clipboard as a draft takes it.
enum PastedText {
  /// With line feeds for all line ends, and without controls: nothing that is pasted may act as a key, or move a cursor when it
  /// is shown again.
  static func clean(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0D: text.append("\n")
      case 0x0A: if !afterReturn { text.append("\n") }
      case 0x09, 0x20..<0x7F, 0xA0...: text.append(scalar)
      default: break
      }
      afterReturn = scalar == "\r"
    }
    return String(text)
  }
}
