/// Where a text may be cut without cutting a character.
package enum CharacterBoundary {
  /// How much of the text is left when a character that is cut off is taken from its end.
  package static func wholeCharacters(_ text: UnsafeRawBufferPointer) -> Int {
    var start = text.count
    while start > max(0, text.count - 3), text[start - 1] & 0xC0 == 0x80 { start -= 1 }
    guard start > 0, text[start - 1] >= 0xC0 else { return text.count }
    let lead = text[start - 1]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    return text.count - (start - 1) < length ? start - 1 : text.count
  }
}
