import LLMCore
import Testing

@Suite struct TemplateFileTests {
  static func content(_ text: String, _ form: TemplateFile.Form = .yaml) throws -> TemplateContent {
    try TemplateFile.read(Array(text.utf8), form)
  }

  private static func hash(_ text: String, _ form: TemplateFile.Form = .yaml) throws -> [UInt8] {
    try content(text, form).canonical(schema: nil)
  }

  private static let whole = """
    # a comment
    description: Titles for a text
    task: summary
    model: openai/gpt-5.4-mini
    options: {temperature: 0.2, stop: [END, STOP]}
    parameters:
      count: {type: integer, default: 3}
      tone: {values: [formal, friendly], default: formal, description: How it sounds}
      topic:
      source: {type: file, required: false}
    system: |
      You write titles.

    examples:
      - user: a dog bites a man
        assistant: Dog bites man
    user: |

      {{count}} titles about {{topic}}
    schema: titles [string]
    """

  @Test func `every member lands in its place`() throws {
    let content = try Self.content(Self.whole)
    #expect(content.description == "Titles for a text")
    #expect(content.task == .summary)
    #expect(content.model == "openai/gpt-5.4-mini")
    #expect(content.options == ["temperature=0.2", "stop=END", "stop=STOP"])
    #expect(
      content.parameters == [
        TemplateParameter("count", .integer, usual: "3"),
        TemplateParameter("tone", .choice(["formal", "friendly"]), usual: "formal", description: "How it sounds"),
        TemplateParameter("topic"), TemplateParameter("source", .file, isRequired: false),
      ])
    #expect(content.system == "You write titles.")
    #expect(content.examples == [TemplateExample(user: "a dog bites a man", assistant: "Dog bites man")])
    #expect(content.user == "{{count}} titles about {{topic}}")
    #expect(content.schema == .shortForm("titles [string]"))
    #expect(content.lines["parameters.tone"] == 8)
  }

  @Test func `front matter has the members, and the body is what is asked`() throws {
    let content = try Self.content("---\r\nversion: 4\r\nsystem: be brief\r\n---\r\n\r\nWhat is {{x}}?\r\n", .markdown)
    #expect(content.number == 4)
    #expect(content.system == "be brief")
    #expect(content.user == "What is {{x}}?")
    #expect(try Self.content("Just a text.\n---\nwith a line", .markdown).user == "Just a text.\n---\nwith a line")
    #expect(try Self.content("---\nsystem: a role\n---\n", .markdown).user == nil)
  }

  @Test(arguments: [
    ("descripton: x", 1, "unknown member 'descripton' of a template", "Did you mean 'description'?"),
    ("user: a\nparameters:\n  a: strng", 3, "there is no type 'strng'", "Did you mean 'string'?"),
    ("parameters:\n  a: {typ: text}", 2, "unknown member 'typ' of parameter 'a'", "Did you mean 'type'?"),
    ("parameters:\n  a: {type: enum}", 2, "the type 'enum' needs a list 'values'", nil),
    ("parameters:\n  a: {type: integer, default: x}", 2, "the default 'x' of 'a' is not a whole number", nil),
    ("parameters:\n  a: {default: x, required: true}", 2, "a parameter with a default cannot be required", nil),
    ("examples:\n  - user: a", 2, "an example has no 'assistant'", nil),
    ("task: sumary", 1, "there is no task 'sumary'", "Did you mean 'summary'?"),
    ("options:\n  temperatur: 1", 2, "unknown option 'temperatur'", "Did you mean 'temperature'?"),
    ("parameters:\n  a: {values: [x, x]}", 2, "'x' stands twice in 'values'", nil),
    ("user: ''", 1, "'user' is empty", "Leave it out, or say something there"),
    ("version: v3", 1, "'version' must be a whole number from 1 up", nil),
  ])
  func `a mistake has its line, and the name that was meant`(
    text: String, line: Int, message: String, advice: String?
  ) throws {
    let mistake = #expect(throws: TemplateMistake.self) { try Self.content(text) }
    #expect(mistake == TemplateMistake(message, line: line, advice: advice))
  }

  @Test func `lines of front matter are lines of the file`() throws {
    let mistake = #expect(throws: TemplateMistake.self) {
      try Self.content("---\nsystem: a\nmodle: b\n---\nbody", .markdown)
    }
    #expect(mistake?.line == 3)
    #expect(throws: TemplateMistake("the front matter does not end", line: 1, advice: "End it with a line '---'")) {
      try Self.content("---\nsystem: a\n", .markdown)
    }
  }

  @Test(arguments: [
    "base_url: http://evil.test", "key: sk-abc", "command: rm -rf /", "headers: {a: b}", "tools: t.json",
  ])
  func `a template has no member for servers, keys and commands`(text: String) {
    #expect(throws: TemplateMistake.self) { try Self.content(text) }
  }

  @Test func `which files are read is only for the user to say`() {
    #expect(throws: TemplateMistake("a parameter of type 'file' can have no default", line: 2)) {
      try Self.content("parameters:\n  f: {type: file, default: /etc/passwd}")
    }
    for path in ["../secret.json", "/etc/x.json", ".hidden.json"] {
      #expect(throws: TemplateMistake.self) { try Self.content("schema: \(path)") }
    }
  }

  @Test func `the hash is of what reaches a model, not of how the file looks`() throws {
    let one = try Self.hash("# x\nsystem: a\nuser: |\n  b\noptions: {seed: 1, top_p: 0.5}\ndescription: first\n")
    let two = try Self.hash(
      "---\ndescription: second\noptions:\n  top_p: 0.5\n  seed: 1\nsystem: 'a'\n---\n\nb\n\n", .markdown)
    #expect(one == two)
  }

  @Test(arguments: [
    "system: b\nuser: c", "system: a\nuser: d", "system: a\nuser: c\nmodel: m", "system: a\nuser: c\ntask: code",
    "system: a\nuser: c\noptions: {seed: 1}", "system: a\nuser: c\nparameters: {x: text}",
    "system: a\nuser: c\nparameters: {x: {default: y}}", "system: a\nuser: c\nexamples: [{user: a, assistant: b}]",
  ])
  func `whatever decides over a request changes the hash`(text: String) throws {
    #expect(try Self.hash(text) != Self.hash("system: a\nuser: c"))
  }

  @Test func `a schema counts by what it says`() throws {
    let content = try Self.content("user: a\nschema: x.json")
    #expect(content.canonical(schema: ["type": "string"]) != content.canonical(schema: ["type": "number"]))
  }

  @Test func `the copy that becomes the next version says so`() {
    for (text, form, expected) in [
      ("version: 1\nuser: a", TemplateFile.Form.yaml, "version: 2\nuser: a"),
      ("\"version\": 1 # ours\nuser: a", .yaml, "\"version\": 2 # ours\nuser: a"),
      ("%YAML 1.2\n---\nversion: 1\nuser: a", .yaml, "%YAML 1.2\n---\nversion: 2\nuser: a"),
      ("{user: 'version: 9', version: 1}", .yaml, "{user: 'version: 9', version: 2}"),
      ("user: |\n  version: 1", .yaml, "user: |\n  version: 1"),
      ("---\nversion: 1\n---\nversion: 1", .markdown, "---\nversion: 2\n---\nversion: 1"),
      ("\u{FEFF}--- \nversion: 1\n---\na", .markdown, "\u{FEFF}--- \nversion: 2\n---\na"),
      ("---\nsystem: a\n---\nversion: 1", .markdown, "---\nsystem: a\n---\nversion: 1"),
      ("version: 1 of the plan", .markdown, "version: 1 of the plan"),
      ("version: 1\r\nuser: a\r\n", .yaml, "version: 2\r\nuser: a\r\n"),
      ("---\r\nversion: 1\r\n---\r\na", .markdown, "---\r\nversion: 2\r\n---\r\na"),
    ] { #expect(TemplateFile.renumbered(Array(text.utf8), form, to: 2) == Array(expected.utf8)) }
  }

  @Test(arguments: [
    "\u{FEFF}---\nsystem: s\n---\nbody", "--- \t\nsystem: s\n---  \nbody", "---\r\nsystem: s\n--- \r\nbody",
  ])
  func `front matter is never sent as what is asked`(text: String) throws {
    let content = try Self.content(text, .markdown)
    #expect((content.system, content.user) == ("s", "body"))
  }

  @Test(arguments: ["", "description: x", "# a comment", "options: {seed: 1}"])
  func `what says nothing is no template`(text: String) {
    let mistake = #expect(throws: TemplateMistake.self) { try Self.content(text) }
    #expect(mistake?.message == "it has neither 'system' nor 'user' nor 'examples', so it says nothing")
  }

  @Test(arguments: ["stdin", "file", "input", "file-2", "stdin-13"])
  func `a parameter has no name of a block that input stands in`(name: String) {
    #expect(throws: TemplateMistake.self) { try Self.content("user: a\nparameters: {\(name): text}") }
    #expect(throws: Never.self) { try Self.content("user: a\nparameters: {\(name)s: text}") }
  }

  @Test(arguments: BuiltInTemplates.all.map(\.text)) func `what comes with the program is without fault`(text: String)
    throws
  {
    let content = try Self.content(text, .markdown)
    #expect(TemplateLint(content).findings == [])
    #expect(content.description != nil)
  }

  @Test func `what a new template begins as is one`() throws {
    #expect(TemplateLint(try Self.content(TemplateStarter.text)).findings == [])
  }
}
