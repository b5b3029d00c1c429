import LLMCore
import Testing

@Suite struct ReviewGuidanceTests {
  private func guidance(_ text: String) throws(LLMError) -> ReviewGuidance {
    try ReviewGuidance(ArraySlice(Array(text.utf8)))
  }

  private let matches: FileScreening.Matcher = { pattern, path in
    path.starts(with: pattern.prefix { $0 != UInt8(ascii: "*") })
  }

  private static let text = """
    # Review
    Money is in cents.
    <!-- for maintainers
    only -->

    ## path: src/**, `db/**`
    Queries take parameters.

    ### Names
    Short ones.

    ```
    ## path: no/**
    ```

    ## Else
    No new dependencies.

    ## Paths: docs/**
    Links are relative.
    """

  @Test func `rules hold for their paths, all else for all`() throws {
    let guidance = try guidance(Self.text)
    #expect(guidance.general == "# Review\nMoney is in cents.\n\n## Else\nNo new dependencies.")
    #expect(guidance.rules.map(\.patterns) == [["src/**", "db/**"].map { Array($0.utf8) }, [Array("docs/**".utf8)]])
    #expect(guidance.rules[0].text.hasPrefix("Queries take parameters.\n\n### Names"))
    let text = guidance.text(for: [Array("src/a.swift".utf8), Array("src/b.swift".utf8)], matches: matches)
    #expect(text.contains("For src/**, db/**:\nQueries") && !text.contains("Links"))
    #expect(text.components(of: "Queries") == 1)
    #expect(guidance.text(for: [Array("x".utf8)], matches: matches) == guidance.general)
  }

  @Test func `no guidance says nothing`() throws {
    #expect(try guidance("").text(for: [[0x61]], matches: matches) == "")
    #expect(try guidance("<!-- nothing -->\n") == ReviewGuidance())
  }

  @Test(arguments: [
    ("## path:\ntext", "no pattern"), ("## path: ,\ntext", "no pattern"),
    ("a\n\n## path: a\n\n## b\nc", "line 3: the rule says nothing"),
    ("## path: a", "says nothing"), (String(repeating: "a", count: 40_000), "40000 bytes"),
    ("## path: " + String(repeating: "a,", count: 300) + "\nx", "more than 200 patterns"),
  ])
  func `what cannot be meant is told`(_ text: String, _ words: String) {
    let error = #expect(throws: LLMError.self) { try guidance(text) }
    #expect(error?.code == .inputInvalid)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func `what is no text is told`() {
    #expect(throws: LLMError.self) { try ReviewGuidance([0x61, 0xFF, 0xFE]) }
  }
}

extension String {
  fileprivate func components(of word: String) -> Int {
    indices.count { self[$0...].hasPrefix(word) }
  }
}
