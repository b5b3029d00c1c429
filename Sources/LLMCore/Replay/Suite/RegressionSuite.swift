/// Questions with what must hold of their answers: what `llmctl replay suite` asks again and again.
package struct RegressionSuite: Sendable, Equatable {
  /// As reports call it.
  package var name: String
  package var description: String?
  /// The cases in the order of the file, each with the suite's defaults in it.
  package var cases: [SuiteCase]

  package init(name: String, description: String? = nil, cases: [SuiteCase]) {
    (self.name, self.description, self.cases) = (name, description, cases)
  }

  /// The cases that somebody means by names and tags: those with one of the tags, or with one of the words in their name, whatever
  /// its case. All of them where nothing is said.
  package func filtered(by words: [String]) -> RegressionSuite {
    guard !words.isEmpty else { return self }
    var suite = self
    suite.cases = cases.filter { suiteCase in
      words.contains { word in
        suiteCase.tags.contains(word) || suiteCase.name.lowercased().contains(word.lowercased())
      }
    }
    return suite
  }
}
