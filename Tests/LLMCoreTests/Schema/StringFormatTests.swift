import Testing

@testable import LLMCore

/// Texts by format, from the RFCs' own examples and what comes right before and behind a rule's edge.
@Suite struct StringFormatTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let format: StringFormat
    let good: [String]
    let bad: [String]

    init(_ format: StringFormat, good: [String], bad: [String]) {
      (self.format, self.good, self.bad) = (format, good, bad)
    }

    var testDescription: String { format.rawValue }
  }

  static let dates: [Example] = [
    Example(
      .date, good: ["2026-11-21", "2024-02-29", "2000-02-29", "0000-01-01"],
      bad: [
        "2023-02-29", "1900-02-29", "2026-13-01", "2026-04-31", "2026-1-01", "2026-11-21 ", "26-11-21", "২026-11-21",
        "",
      ]),
    Example(
      .time, good: ["19:30:00Z", "23:59:60Z", "08:29:60.5-15:30", "00:00:00.123456789+00:00", "12:00:00z"],
      bad: [
        "19:30:00", "24:00:00Z", "19:60:00Z", "22:59:60Z", "19:30:61Z", "19:30:00.Z", "19:30:00+24:00", "19:30Z",
        "1:30:00Z",
      ]),
    Example(
      .dateTime, good: ["1985-04-12T23:20:50.52Z", "1990-12-31T15:59:60-08:00", "1937-01-01t12:00:27.87+00:20"],
      bad: ["1985-04-12 23:20:50Z", "1985-04-31T23:20:50Z", "1985-04-12T23:20:50", "1985-04-12", "1985-04-12T"]),
    Example(
      .duration, good: ["P4DT12H30M5S", "P4Y", "PT0S", "P1M", "PT1M", "P2W", "P1Y2M3DT4H", "PT36H"],
      bad: ["P", "PT", "P1", "4DT12H", "P2D1Y", "P1D2H", "P1YT", "P1Y2W", "P1Y2D", "PT1D", "PW", "P١Y"]),
  ]

  static let hosts: [Example] = [
    Example(
      .ipv4, good: ["192.168.0.1", "0.0.0.0", "255.255.255.255"],
      bad: ["256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.", "0x7f.0.0.1", "1.2.3.٤"]),
    Example(
      .ipv6,
      good: [
        "::1", "::", "1::", "1:2:3:4:5:6:7:8", "::ffff:192.168.0.1", "1:2::192.168.0.1", "1::8", "1:2:3:4:5:6:1.2.3.4",
      ],
      bad: [
        "12345::", ":1", "1:", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "fe80::a%eth1", "::1/64",
        "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4", ":::", "", "1:::2",
      ]),
    Example(
      .hostname, good: ["www.example.com", "a", "1host", "xn--4gbwdl.xn--wgbh1c", String(repeating: "a", count: 63)],
      bad: ["", ".", "-a", "a-", "a_b", "a..b", "a.", "xn--X", "ab--cd", "é.de", String(repeating: "a", count: 64)]),
    Example(
      .idnHostname, good: ["실례.테스트", "faß.de", "l·l", "α͵β", "א׳ב", "ab.cd", "a。b", "क्\u{200D}ष"],
      bad: ["〮실례", "a·l", "α͵S", "\u{302}a", "-a", "ab--é", "A\u{5F3}ב", "क\u{200D}ष", "ب٠۰", "א1a", "Ü.de", "。"]),
    Example(
      .email,
      good: ["a@b.cd", "te~st@example.com", "\"joe bloggs\"@example.com", "a@[127.0.0.1]", "a@[IPv6:::1]", "a.b+c@d"],
      bad: ["a", "@b", "a@", ".a@b", "a.@b", "a..b@c", "a@b@c", "a b@c", "a@[127.0.0.300]", "é@b.cd", "\"a@b", "a@b_c"]),
    Example(.idnEmail, good: ["실례@실례.테스트", "é@b.cd"], bad: ["é", "a b@c", "é@-b"]),
  ]

  static let links: [Example] = [
    Example(
      .uri,
      good: [
        "http://a.b/?c=d#e", "mailto:a@b.cd", "urn:a:b", "http://[::1]:80/", "http://a:b@c/%20", "tel:+1-816", "a:",
        "http://[v1.a:b]/",
      ],
      bad: [
        "/a", "a", "//a/b", "http://a b", "http://[::1", "http://a:b:c", "1a:b", "http://a/%2", "http://a/<b>",
        "http://é.de", "a,b:c", "http://a/#b#c", ":a",
      ]),
    Example(
      .uriReference, good: ["/a", "a", "//a/b", "#a", "", "?a", "./a:b", "a/b:c"],
      bad: ["\\a", "#a\\b", "1:b", "%", "a b"]),
    Example(
      .iri, good: ["http://ƒøø.ßår/?∂=π#π", "http://例え.jp/"], bad: ["/é", "http://é \u{7F}", "http://a/\u{E000}"]),
    Example(.iriReference, good: ["/é", "é", "?\u{E000}"], bad: ["é\\", "\u{E000}"]),
    Example(
      .uriTemplate, good: ["http://a/{b}", "{+a,b*}", "{a:3}", "{?x,y}", "a%20b", ""],
      bad: ["{", "}", "{a", "{}", "{a:}", "{a:10000}", "{$a}", "a b", "%2", "{a,}", "{.}"]),
    Example(
      .uuid, good: ["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
      bad: [
        "2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
      ]),
    Example(.jsonPointer, good: ["", "/", "/a~0b~1c", "/é"], bad: ["a", "/~", "/~2", "#/a"]),
    Example(
      .relativeJSONPointer, good: ["0", "1/a", "0#", "2+1/a", "10"], bad: ["", "01", "/a", "-1", "0##", "1+01", "1a"]),
    Example(
      .regex, good: ["^a$", "(?<n>a)\\k<n>", "\\p{Letter}", "[^]", "a{2,3}?", "\\-"],
      bad: ["(", "a**", "\\a", "\\Z", "[b-a]", "(?>a)", "a{3,2}", "\\p{Nonsense}", "*"]),
  ]

  @Test(arguments: dates + hosts + links)
  func `a format takes what its RFC says`(_ example: Example) {
    for text in example.good { #expect(accepts(example.format, text), "\(text)") }
    for text in example.bad { #expect(!accepts(example.format, text), "\(text)") }
  }

  @Test func `every format has examples`() {
    #expect(Set((Self.dates + Self.hosts + Self.links).map(\.format)) == Set(StringFormat.allCases))
  }

  /// Whatever stands in a text, a format answers, and a cut text never reads beyond its end.
  @Test(arguments: dates + hosts + links)
  func `every part of a text is answered`(_ example: Example) {
    for text in example.good + example.bad {
      for count in 0...text.unicodeScalars.count {
        let part = text.unicodeScalars.prefix(count).reduce(into: "") { $0.unicodeScalars.append($1) }
        for format in StringFormat.allCases where format != .regex { _ = accepts(format, part) }
      }
    }
  }

  private func accepts(_ format: StringFormat, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { format.accepts($0.span) }
  }

  @Test(arguments: ["mañana", "bücher", "例え", "실례", "😀a", "abc-é", "ÿ"])
  func `Punycode comes back`(_ label: String) throws {
    let scalars = label.unicodeScalars.map(\.value)
    let encoded = try #require(Punycode.encode(scalars))
    #expect(encoded.allSatisfy { $0 < 0x80 })
    #expect(Punycode.decode(encoded) == scalars)
  }

  @Test func `Punycode is as RFC 3492 has it`() {
    #expect(Punycode.encode("bücher".unicodeScalars.map(\.value)) == "bcher-kva".unicodeScalars.map(\.value))
    #expect(Punycode.decode("99999999999".unicodeScalars.map(\.value)) == nil)
  }
}
