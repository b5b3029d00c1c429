import LLMCore
import Testing

/// A framing case of the catalogue of adversarial streams, by its number: what the server writes, and what must come out.
struct FramingCase: Sendable, CustomTestStringConvertible {
  let name: String
  let stream: String
  let events: [WireEvent]

  init(_ name: String, _ stream: String, _ events: WireEvent...) {
    self.name = name
    self.stream = stream
    self.events = events
  }

  var testDescription: String { name }

  static let all: [FramingCase] = [
    FramingCase(
      "A1 comments before content", ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\ndata: x\n\n", data("x")),
    FramingCase("A2 comment of a colon only", ":\n\ndata: x\n\n:\n\n", data("x")),
    FramingCase("A3 keep-alive between the lines of an event", "data: a\n: keep-alive\ndata: b\n\n", data("a\nb")),
    FramingCase(
      "A4 pings with and without data", "event: ping\ndata: {\"type\":\"ping\"}\n\nevent: ping\n\ndata: x\n\n",
      data("{\"type\":\"ping\"}", "ping"), data("x")),
    FramingCase("A5 no space behind the colon", "data:{\"a\":1}\n\n", data("{\"a\":1}")),
    FramingCase("A5 two spaces behind the colon", "data:  x\n\n", data(" x")),
    FramingCase("A5 tab behind the colon", "data:\tx\n\n", data("\tx")),
    FramingCase(
      "A6 one event over several data lines", "data: {\"choices\":\ndata: []}\n\n", data("{\"choices\":\n[]}")),
    FramingCase("A6 empty data lines are lines", "data:\ndata: a\ndata\n\n", data("\na\n")),
    FramingCase("A6 one empty data line is an event", "data:\n\n", data("")),
    FramingCase("A7 CRLF", "data: x\r\n\r\ndata: y\r\n\r\n", data("x"), data("y")),
    FramingCase("A7 lone CR", "data: x\r\rdata: y\r\r", data("x"), data("y")),
    FramingCase("A7 mixed ends CR LF LF", "data: x\r\n\ndata: y\n\n", data("x"), data("y")),
    FramingCase("A7 mixed ends LF CR LF", "data: x\n\r\ndata: y\n\n", data("x"), data("y")),
    FramingCase("A7 mixed ends LF CR", "data: x\n\rdata: y\r\r\n", data("x"), data("y")),
    FramingCase("A8 CRLF split over two reads", "data: {\"a\":\r\ndata: 1}\r\n\r\n", data("{\"a\":\n1}")),
    FramingCase("A9 emoji split over two reads", "data: 😀é€\n\n", data("😀é€")),
    FramingCase("A10 byte order mark", "\u{FEFF}data: x\n\n", data("x")),
    FramingCase("A10 only one mark is dropped", "\u{FEFF}\u{FEFF}data: x\n\ndata: y\n\n", data("y")),
    FramingCase("A10 a mark later is data", "data: \u{FEFF}x\n\n", data("\u{FEFF}x")),
    FramingCase("A10 a later field is not the start", "data: x\n\n\u{FEFF}data: y\n\n", data("x")),
    FramingCase("A11 last event without blank line", "data: a\n\ndata: b\n", data("a"), data("b")),
    FramingCase("A11 last event without any line end", "data: a\n\ndata: b", data("a"), data("b")),
    FramingCase("A11 last event ends in a lone CR", "data: a\r\rdata: b\r", data("a"), data("b")),
    FramingCase("A11 no event in what is left", "data: a\n\nevent: x", data("a")),
    FramingCase(
      "A12 separators of Unicode are no line ends", "data: a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f\n\n",
      data("a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f")),
    FramingCase("A13 id, retry and unknown fields", "id: 7\nretry: 3000\nfoo: bar\ndata: x\n\n", data("x")),
    FramingCase("A13 id with NUL", "id: a\0b\ndata: x\n\n", data("x")),
    FramingCase("A13 field names are exact", "Data: x\ndata : y\n data: z\ndatas: u\n\n"),
    FramingCase(
      "A15 a field named error", "error: {\"code\":500}\n\n",
      WireEvent(data: Array("{\"code\":500}".utf8), isErrorField: true)),
    FramingCase("A15 the mark ends with the event", "error: x\n\ndata: y\n\n", error("x"), data("y")),
    FramingCase("A22 NUL inside data", "data: a\0b\n\n", data("a\0b")),
    FramingCase("the name ends with the event", "event: a\ndata: x\n\ndata: y\n\n", data("x", "a"), data("y")),
    FramingCase("the last name counts", "event: a\nevent: b\ndata: x\n\n", data("x", "b")),
    FramingCase("nothing at all", ""),
    FramingCase("nothing but blank lines", "\n\r\n\r\r\n\n"),
  ]

  private static func data(_ text: String, _ name: String = "") -> WireEvent {
    WireEvent(name: name, data: Array(text.utf8))
  }

  private static func error(_ text: String) -> WireEvent { WireEvent(data: Array(text.utf8), isErrorField: true) }
}
