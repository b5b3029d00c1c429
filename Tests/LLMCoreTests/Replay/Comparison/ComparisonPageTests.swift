import Crypto
import LLMCore
import Testing

/// Compared calls as a page.
@Suite struct ComparisonPageTests {
  private static let hostile = "<script>alert('x')</script> & \"q\" \u{1B}[31m \u{202E}evil\u{202C} </pre></div>"

  private func html(_ text: String) -> String {
    let tools = [ToolCall(name: text, arguments: #"{"x":1}"#)]
    let old = ComparedSample.call("A", model: text, prompt: text, system: text, answer: "one \(text)\nsame\n") {
      $1.toolCalls = tools
    }
    let new = ComparedSample.call("B", model: "\(text)2", prompt: "\(text) more", answer: "two \(text)\nsame\n") {
      $1.toolCalls = tools + tools
    }
    var comparison = ComparedSample.comparison(old, new)
    if let first = JudgeVerdict.Opinion(
      ["reason": .string(text), "score_a": .integer(1), "score_b": .integer(2), "winner": "B"], isSwapped: false),
      let second = JudgeVerdict.Opinion(
        ["reason": "r", "score_a": .integer(2), "score_b": .integer(1), "winner": "A"], isSwapped: true)
    {
      comparison.judgement = JudgeVerdict(judge: text, first, second, cost: ComparedCost(.zero, .exact), calls: [])
    }
    let json = ComparedSample.comparison(
      ComparedSample.call("A", answer: #"{"a":1}"#),
      ComparedSample.call("B", answer: JSONWriter.text(of: [text: .string(text)])))
    return ComparisonPage(
      [comparison, json], table: ComparisonTable([ComparedCall(old), ComparedCall(new)]), version: "1.2.3",
      madeAt: "2026-11-30"
    ).html
  }

  @Test func `text of others stays text`() {
    let html = html(Self.hostile)
    #expect(!html.contains("<script"))
    #expect(!html.contains("\u{1B}"))
    #expect(!html.contains("\u{202E}"))
    #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot; ␛[31m &lt;U+202E&gt;"))
    for mark in ["<div", "</div>", "<td", "<details", "<del>", "</del>", "<ins>", "</ins>"] {
      #expect(count(mark, html) == count(mark, self.html("harmless words")), "\(mark)")
    }
  }

  private func count(_ mark: String, _ text: String) -> Int {
    text.split(separator: mark, omittingEmptySubsequences: false).count
  }

  @Test func `the page needs nothing from elsewhere, and its policy allows nothing`() throws {
    let html = html("words")
    for mark in [
      "http:", "https:", "<script", "<link", "<img", "@import", "url(", " style=", " src=", " href=", " onload",
    ] {
      #expect(!html.contains(mark), "\(mark)")
    }
    let sheet = try #require(html.split(separator: "<style>").last?.split(separator: "</style>").first)
    let hash = Base64.encode(Array(SHA256.hash(data: Array(sheet.utf8))))
    let policy = "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
    #expect(html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"))
  }

  @Test func `what differs is marked, and what is the same far away is folded`() {
    let same = (1...40).map { "line \($0)\n" }.joined()
    let pair = ComparedSample.comparison(
      ComparedSample.call("A", answer: same + "a cat\n"), ComparedSample.call("B", answer: same + "a dog\n"))
    let html = ComparisonPage([pair], version: "1", madeAt: "now").html
    #expect(html.contains("<div>a <del>cat</del></div><div>a <ins>dog</ins></div>"))
    #expect(html.contains("<summary>37 lines are the same</summary>"))
  }

  @Test func `a very long answer is cut, and it is said`() {
    let pair = ComparedSample.comparison(
      ComparedSample.call("A", answer: String(repeating: "one two three\n", count: 60_000)),
      ComparedSample.call("B", answer: String(repeating: "four five six\n", count: 60_000)))
    let html = ComparisonPage([pair], version: "1", madeAt: "now").html
    #expect(html.utf8.count < 2_000_000)
    #expect(html.contains("more bytes are not shown"))
  }

  @Test func `whatever is cut, it is said`() {
    func html(_ old: CallRecord, _ new: CallRecord) -> String {
      ComparisonPage([ComparedSample.comparison(old, new)], version: "1", madeAt: "now").html
    }
    let long = String(repeating: "é", count: 200_000)
    let single = html(ComparedSample.call("A", answer: long), ComparedSample.call("B", answer: nil))
    #expect(single.contains("137,856 more bytes are not shown"))
    let value = html(
      ComparedSample.call("A", answer: #"{"a":1}"#), ComparedSample.call("B", answer: #"{"a":"\#(long)"}"#))
    #expect(value.contains("… (399,003 more bytes are not shown)"))
    let calls = html(
      ComparedSample.call("A", answer: ""),
      ComparedSample.call("B", answer: "") {
        $1.toolCalls = (0..<501).map { ToolCall(name: "f\($0)", arguments: long) }
      })
    #expect(calls.contains("398,000 more bytes are not shown") && calls.contains("1 more calls are not shown"))
    for text in [single, value, calls] { #expect(!text.contains("\u{FFFD}")) }
  }
}
