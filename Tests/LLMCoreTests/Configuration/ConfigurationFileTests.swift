import LLMCore
import LLMTestKit
import Testing

/// What is YAML and what is not, before any key is looked at.
@Suite struct ConfigurationFileTests {
  private func failure(_ text: String) -> LLMError? { failure(Array(text.utf8)) }

  private func failure(_ bytes: [UInt8]) -> LLMError? {
    do throws(LLMError) {
      _ = try ConfigurationFile(path: "/c.yaml", isProjectFile: false, bytes: bytes)
      return nil
    } catch { return error }
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "# a\n\n# b", "---\n", "{}", "null\n", "~"])
  func `a file without settings`(text: String) throws {
    let file = try ConfigurationFile(path: "/c.yaml", isProjectFile: false, bytes: Array(text.utf8))
    #expect(file.root.value == .mapping([]))
  }

  @Test(arguments: [
    ("model: a\n  b: c\n", 2), ("a: [1\nb: 2\n", 2), ("a: 'x\n", 2), ("a: b\n\tc: d\n", 2),
  ])
  func `broken YAML names the file and the line`(text: String, line: Int) {
    let error = failure(text)
    #expect(error?.code == .configuration)
    #expect(error?.message.hasPrefix("/c.yaml is not valid YAML: line \(line): ") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: ["- a\n- b\n", "just words\n", "17\n"])
  func `what is no mapping is refused`(text: String) {
    #expect(failure(text)?.message == "/c.yaml:1: the file must hold 'key: value' lines")
  }

  @Test(arguments: [
    ("a: &x 1\nb: *x\n", 1), ("ok: 1\na: &x\n  k: 1\nb:\n  c: *x\n", 2), ("a: &x [1]\n", 1),
  ])
  func `anchors and aliases are refused`(text: String, line: Int) {
    #expect(failure(text)?.message.hasPrefix("/c.yaml:\(line): YAML anchors and aliases") == true)
  }

  @Test func `a bomb of aliases does not go off`() {
    // Six levels of thirty are few enough for the limit on depth and too many to be walked through.
    var text = "a0: &a0 [x,x]\n"
    for level in 1...6 {
      let copies = repeatElement("*a\(level - 1)", count: 30).joined(separator: ",")
      text += "a\(level): &a\(level) [\(copies)]\n"
    }
    #expect(failure(text)?.code == .configuration)
  }

  @Test(arguments: [("b: 2\na: 1\na: 3\n", "a"), ("o:\n  x: 1\n  x: 1\n", "x")])
  func `a key that stands twice is refused`(text: String, key: String) {
    #expect(failure(text)?.message == "/c.yaml:3: '\(key)' stands twice")
  }

  @Test func `what is no UTF-8 is refused`() {
    #expect(failure([0x61, 0x3A, 0x20, 0xFF])?.message == "/c.yaml is not UTF-8")
  }

  @Test func `a byte order mark is no key`() throws {
    let file = try ConfigurationFile(path: "/c.yaml", isProjectFile: false, bytes: Array("\u{FEFF}model: a\n".utf8))
    guard case .mapping(let members) = file.root.value else { throw LLMError(.internalError, "no mapping") }
    #expect(members.map(\.name) == ["model"])
  }

  @Test func `deep nesting is refused`() {
    #expect(failure("a: [[[[[[[[[[1]]]]]]]]]]\n")?.message.hasSuffix("nested too deeply") == true)
  }

  @Test func `several documents are refused`() { #expect(failure("a: 1\n---\nb: 2\n")?.code == .configuration) }

  @Test func `a key that is no word is refused`() {
    #expect(failure("? [a, b]\n: c\n")?.message == "/c.yaml:1: a key must be a word")
  }

  @Test func `values know their lines and whether they were quoted`() throws {
    let file = try ConfigurationFile(
      path: "/c.yaml", isProjectFile: false, bytes: Array("a: 1\n\nb:\n  - 'x'\n  - y\n".utf8))
    #expect(Self.outline(of: file.root) == ["1 a", "1 (1)", "3 b", "4 [2]", "4 'x'", "5 (y)"])
  }

  /// Keys and values of a tree with their lines; quoted texts in quotes.
  private static func outline(of setting: YAMLNode) -> [String] {
    switch setting.value {
    case .scalar(let text, let isQuoted): ["\(setting.line) " + (isQuoted ? "'\(text)'" : "(\(text))")]
    case .list(let elements): ["\(setting.line) [\(elements.count)]"] + elements.flatMap(outline)
    case .mapping(let members): members.flatMap { ["\($0.line) \($0.name)"] + outline(of: $0.value) }
    }
  }
}
