/// Markup that only a prompt, or the answer to one, has.
enum InjectionMarkup {
  /// A text that stands in no program but those that talk to models.
  struct Marker: Sendable {
    let bytes: [UInt8]
    let kind: InjectionAttempt.Kind
    let certainty: InjectionAttempt.Certainty
  }

  private static let all =
    markers(
      .impersonation, .possible,
      "<|im_start|> <|im_end|> <|system|> <|user|> <|assistant|> <|endoftext|> <|eot_id|> <|start_header_id|> <|begin_of_text|> "
        + "<|endofprompt|> <start_of_turn> <end_of_turn> [INST] [/INST] <<SYS>> <</SYS>> <|return|> <|channel|> <|message|> "
        + "<system-reminder> <system_prompt> <system-prompt>")
    + markers(
      .forgery, .possible,
      "<tool_call> <tool_calls> <function_calls> <function_call> <tool_result> <tool_use> <tool_response> </untrusted </user_input> "
        + "</user_data> </diff> </changes> <|tool_call|> \"tool_calls\":")
    + markers(.forgery, .likely, "</change- <change- </guidance- \"findings\":[] \"findings\":[{ {\"findings\":")

  private static func markers(
    _ kind: InjectionAttempt.Kind, _ certainty: InjectionAttempt.Certainty, _ texts: String
  ) -> [Marker] {
    texts.split(separator: " ").map { Marker(bytes: Array($0.utf8), kind: kind, certainty: certainty) }
  }

  private static let byFirst: [[Marker]] = {
    var table = [[Marker]](repeating: [], count: 256)
    for marker in all { table[Int(marker.bytes[0])].append(marker) }
    return table
  }()

  /// The first marker of each kind in a line. Spaces and backslashes in it do not count: JSON may be spread or escaped.
  static func markers(in line: ArraySlice<UInt8>) -> [Marker] {
    var found: [Marker] = []
    for at in line.indices {
      let byte = line[at]
      guard byte == Byte.less || byte == Byte.openBracket || byte == Byte.quote || byte == Byte.openBrace else {
        continue
      }
      for marker in byFirst[Int(byte)] where !found.contains(where: { $0.kind == marker.kind }) {
        if begins(line[at...], with: marker.bytes) { found.append(marker) }
      }
    }
    return found
  }

  private static func begins(_ text: ArraySlice<UInt8>, with marker: [UInt8]) -> Bool {
    var at = text.startIndex
    var skipped = 0
    for byte in marker {
      while at < text.endIndex, text[at] != byte, text[at] == Byte.space || text[at] == Byte.backslash, skipped < 8 {
        at += 1
        skipped += 1
      }
      guard at < text.endIndex, text[at] == byte else { return false }
      at += 1
    }
    return true
  }
}
