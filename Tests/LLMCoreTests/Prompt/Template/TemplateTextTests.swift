import LLMCore
import Testing

@Suite struct TemplateTextTests {
  @Test func `places have names, and say whether they are alone`() {
    #expect(
      TemplateText("a {{x}} b\n  {{ y-1 }}  \n{{z}}").pieces == [
        .words("a "), .place("x", isAlone: false), .words(" b\n  "), .place("y-1", isAlone: true), .words("  \n"),
        .place("z", isAlone: true),
      ])
  }

  @Test(arguments: ["{{}}", "{{ }}", "{{a b}}", "{{1a}}", "{{a\n}}", "{{a}", "{ {a}}", "{{a.b}}", "}}{{", "{{"])
  func `braces around what is no name are text`(text: String) {
    #expect(TemplateText(text).pieces == [.words(text)])
  }

  @Test func `a backslash makes text of a place, and stays elsewhere`() {
    #expect(TemplateText("\\{{x}} \\{y} \\n").pieces == [.words("{{x}} \\{y} \\n")])
    #expect(TemplateText("{{{x}}}").pieces == [.words("{"), .place("x", isAlone: false), .words("}")])
  }
}
