import Testing

@testable import LLMCore

@Suite struct ClaimReadingTests {
  private func answer(_ text: String) throws -> ClaimReading { ClaimReading(try JSONReader.parse(text)) }

  @Test func `an answer is read`() throws {
    let reading = try answer(
      """
      {"findings":[{"file":"a.c","quote":"gets(s);","line":3,"rule":"Unsafe  GETS!","category":"security",
      "severity":"critical","confidence":0.9,"message":"Overflow.","suggestion":null}]}
      """)
    #expect(
      reading.claims == [
        ClaimedFinding(
          file: "a.c", quote: "gets(s);", line: 3, rule: "unsafe-gets", category: .security, severity: .critical,
          confidence: 0.9, message: "Overflow.")
      ])
    #expect(reading.unreadable == 0 && reading.excess == 0)
  }

  @Test(arguments: [
    ("0.25", 0.25), ("1", 1), ("90", 0.9), ("-1", 0.5), ("1e400", 0.5), ("101", 0.5), ("\"high\"", 0.5), ("null", 0.5),
  ])
  func `confidence is from 0 to 1`(_ written: String, _ expected: Double) throws {
    let text = "{\"findings\":[{\"file\":\"a\",\"quote\":\"b\",\"message\":\"c\",\"confidence\":\(written)}]}"
    #expect(try answer(text).claims.map(\.confidence) == [expected])
  }

  @Test func `what cannot be read is counted`() throws {
    let reading = try answer(
      "{\"findings\":[1,null,{},{\"file\":\"a\",\"quote\":\"b\"},{\"file\":\"a\",\"quote\":\"b\",\"message\":\" \\n\"}]}"
    )
    #expect(reading.claims == [])
    #expect(reading.unreadable == 5)
    #expect(try answer("{}").claims == [])
    #expect(try answer("\"no\"").claims == [])
  }

  @Test func `findings behind the limit are counted`() throws {
    let one = "{\"file\":\"a\",\"quote\":\"b\",\"message\":\"c\"}"
    let reading = try answer("[" + [String](repeating: one, count: 203).joined(separator: ",") + "]")
    #expect(reading.claims.count == ClaimReading.limit)
    #expect(reading.excess == 3)
  }

  @Test func `a long message is cut`() throws {
    let message = String(repeating: "ab", count: 5_000)
    let claims = try answer("[{\"file\":\"a\",\"quote\":\"b\",\"message\":\"\(message)\"}]").claims
    #expect(claims.first?.message.unicodeScalars.count == ClaimReading.messageLimit + 1)
    #expect(claims.first?.message.hasSuffix("…") == true)
  }

  @Test(arguments: [
    ("SQL Injection", "sql-injection"), ("no_unused__var", "no-unused-var"), ("--x--", "x"), ("日本", "bug"), ("", "bug"),
    (String(repeating: "a", count: 99), String(repeating: "a", count: 64)),
  ])
  func `rules are spelled alike`(_ name: String, _ expected: String) {
    #expect(RuleName.normalised(name, otherwise: .bug) == expected)
  }

  @Test func `severities are ordered`() {
    #expect(FindingSeverity.info < .warning)
    #expect(FindingSeverity.warning < .critical)
  }

  @Test func `the schema closes its objects and requires every member`() throws {
    let schema = FindingsSchema.schema(atMost: 7)
    #expect(schema["properties"]?["findings"]?["maxItems"] == .integer(7))
    let item = try #require(schema["properties"]?["findings"]?["items"])
    let short = FindingsSchema.schema(atMost: 7, textLimit: 400)["properties"]?["findings"]?["items"]?["properties"]
    #expect(
      short?.members?.filter { $0.value["maxLength"] == .integer(400) }.map(\.name) == [
        "quote", "message", "suggestion",
      ])
    let names = try #require(item["properties"]?.members?.map(\.name))
    #expect(
      names == [
        "file", "quote", "line", "rule", "category", "severity", "confidence", "message", "suggestion",
      ])
    #expect(item["required"]?.elements == names.map(JSONValue.string))
    #expect(item["additionalProperties"] == false && schema["additionalProperties"] == false)
  }
}
