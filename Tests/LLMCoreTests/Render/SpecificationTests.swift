import Glibc
import LLMCore
import LLMTestKit
import Testing

/// What a finished answer says is what cmark-gfm says, for every example of the specification that comes with it.
///
/// The specification is not ours to copy: it is read from the Debian package `cmark-gfm`, and without it there is no test.
@Suite(.enabled(if: CommonMarkSpecification.isInstalled, "needs the Debian package cmark-gfm"))
struct SpecificationTests {
  @Test func `the text of every example`() throws {
    let specification = try CommonMarkSpecification()
    #expect(specification.examples.count > 600)
    let late = SpecificationDifferences.lateDefinitions
    let others = SpecificationDifferences.others.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
    var unlike: [Int] = []
    var alike: [Int] = []
    for (index, example) in specification.examples.enumerated() {
      let number = index + 1
      let isLate = late.contains(number)
      let markdown = isLate ? SpecificationDifferences.definitionsFirst(example.markdown) : example.markdown
      let isSame = RenderedText.of(markdown) == RenderedText.of(html: example.html)
      if isSame == others.contains(number) { if isSame { alike.append(number) } else { unlike.append(number) } }
    }
    #expect(unlike == [], "examples that say something else")
    #expect(alike == [], "differences that are none")
  }
}

/// The examples of the installed specification, with what the installed cmark-gfm makes of each.
struct CommonMarkSpecification {
  struct Example {
    var markdown: String
    var html: String
  }

  static let path = "/usr/share/doc/cmark-gfm/spec.txt.gz"
  static var isInstalled: Bool { access(path, R_OK) == 0 && access("/usr/bin/cmark-gfm", X_OK) == 0 }

  let examples: [Example]

  init() throws {
    let folder = try ScratchFolder()
    let fence = String(repeating: "`", count: 32)
    var markdown: [String] = []
    var current: [Substring]?
    for line in Shell.output("zcat \(Self.path)").split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(fence + " example") {
        current = []
      } else if let lines = current, line == "." {
        markdown.append(lines.map { $0.replacing("→", with: "\t") + "\n" }.joined())
        current = nil
      } else {
        current?.append(line)
      }
    }
    for (index, text) in markdown.enumerated() { try folder.write("\(index).md", text) }
    _ = Shell.output(
      "cd \(folder.path) && for file in *.md; do cmark-gfm --unsafe -e table -e strikethrough -e autolink -e tasklist $file >$file.html; done"
    )
    examples = try markdown.enumerated().map { index, text in
      Example(markdown: text, html: String(decoding: try folder.read("\(index).md.html"), as: UTF8.self))
    }
  }
}

/// The characters that are said, without space, markers, bars and addresses that we put beside links.
enum RenderedText {
  /// Of a finished answer.
  static func of(_ markdown: String) -> String {
    let marked = Theme.Look([], Theme.Color(9))
    let theme = Theme([
      .listMarker: marked, .quoteBar: marked, .rule: marked, .tableBorder: marked, .address: marked,
      .html: Theme.Look([], Theme.Color(11)),
    ])
    let run = RenderRun.end([Array(markdown.utf8)], RenderOptions(columns: 400, rows: 200, theme: theme))
    var html = ""
    for row in run.grid.all {
      for cell in row.cells where !cell.style.contains("91") {
        html += cell.style.contains("93") ? cell.text : escaped(cell.text)
      }
      html += "\n"
    }
    return of(html: html)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// Of a page.
  static func of(html: String) -> String {
    var result = ""
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      result += rest[..<start]
      rest = rest[start...]
      let mark = rest.hasPrefix("<!--") ? "-->" : ">"
      let end = rest.firstRange(of: mark)?.upperBound ?? rest.endIndex
      // Alternative texts are what an image says.
      if rest[..<end].hasPrefix("<img "), let alt = rest[..<end].firstRange(of: "alt=\"") {
        result += rest[alt.upperBound..<end].prefix { $0 != "\"" }
      }
      rest = rest[end...]
    }
    result += rest
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      result = result.replacing(entity, with: character)
    }
    return String(result.unicodeScalars.filter { !$0.properties.isWhitespace }.map { Character($0) })
  }
}
