import LLMTestKit
import Testing

@Suite struct RoomRuleTests {
  private let sources: [SwiftSource]

  init() throws { sources = try Self.all.get() }

  /// Read once for all tests.
  private static let all = Result { () throws -> [SwiftSource] in
    let root = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined() + "/Sources"
    return try swiftFiles(below: root).map { path in
      let text = String(decoding: try DiskFile(path).read(), as: UTF8.self)
      return SwiftSource(path: String(path.dropFirst(root.count + 1)), text: text)
    }
  }

  @Test func `the sources are found`() {
    #expect(sources.contains { $0.path == "LLMCore/Stream/SSEDecoder.swift" && $0.declaredTypes == ["SSEDecoder"] })
    #expect(sources.contains { $0.path == "llmctl/Main.swift" })
  }

  @Test func `rooms do not name each other's types`() { #expect(HouseRules.trespasses(sources) == []) }

  @Test func `every dependency has one door`() { #expect(HouseRules.smuggledImports(sources) == []) }

  @Test func `money is counted without Foundation`() { #expect(HouseRules.foundations(sources) == []) }

  @Test func `nobody prints`() { #expect(HouseRules.prints(sources) == []) }

  @Test func `files and functions stay small`() { #expect(HouseRules.sizes(sources) == []) }

  private static func swiftFiles(below folder: String) -> [String] {
    DiskFile.names(in: folder).sorted().flatMap { name in
      name.hasSuffix(".swift") ? ["\(folder)/\(name)"] : swiftFiles(below: "\(folder)/\(name)")
    }
  }
}

/// A check that cannot fail is worse than none, so each rule is shown sources that break it.
@Suite struct HouseRulesTests {
  private func source(_ path: String, _ text: String) -> SwiftSource { SwiftSource(path: path, text: text) }

  @Test func `a room that names a neighbour's type is found`() {
    let provider = source("LLMCore/Provider/A.swift", "package struct Dialect {}\nextension Dialect { enum Mood {} }\n")
    let stream = source("LLMCore/Stream/B.swift", "struct Local { let mood: Mood }\n")
    #expect(HouseRules.trespasses([provider, stream]) == ["LLMCore/Stream/B.swift names Mood of Provider"])
    #expect(HouseRules.trespasses([provider, source("LLMCore/Pipeline/B.swift", "let x = Dialect()")]) == [])
    #expect(HouseRules.trespasses([provider, source("LLMCore/Model/B.swift", "let x = Dialect()")]).count == 1)
    let common = source("LLMCore/Context/C.swift", "protocol Port {}")
    #expect(HouseRules.trespasses([common, source("LLMCore/Stream/B.swift", "struct B: Port {}")]) == [])
    #expect(HouseRules.trespasses([common, source("LLMCore/Failure/B.swift", "struct B: Port {}")]) == [])
  }

  @Test func `comments, strings and longer words are not names`() {
    let provider = source("LLMCore/Provider/A.swift", "struct Dialect {}")
    let text = #"""
      // Dialect
      /* Dialect
         Dialect */
      let a = "Dialect \(f("Dialect")) Dialect"
      let b = """
        Dialect "quoted"
        """
      let c = Dialects(), d = "\"", e = MyDialect()
      """#
    #expect(HouseRules.trespasses([provider, source("LLMCore/Stream/B.swift", text)]) == [])
    let real = source("LLMCore/Stream/B.swift", text + "\nlet f = \"\\\\\"; let g = Dialect()")
    #expect(HouseRules.trespasses([provider, real]).count == 1)
  }

  @Test func `inner types of a type are its own business`() {
    let text = "struct Outer { enum State {} }\nextension Outer { struct Part { struct Deep {} } }\nclass Last {}"
    #expect(source("x", text).declaredTypes == ["Outer", "Part", "Last"])
  }

  @Test func `a smuggled import is found`() {
    for line in [
      "import GRDB", "package import NIOCore", "@preconcurrency import AsyncHTTPClient", "import struct Yams.Node",
    ] {
      #expect(HouseRules.smuggledImports([source("LLMCommands/A.swift", line)]).count == 1, "\(line)")
    }
    #expect(HouseRules.smuggledImports([source("LLMStore/A.swift", "import GRDB\nimport Synchronization")]) == [])
    #expect(HouseRules.smuggledImports([source("LLMHTTP/A.swift", "internal import NIOPosix")]) == [])
    #expect(HouseRules.smuggledImports([source("LLMCore/A.swift", "import Crypto\nimport ArgumentParser")]).count == 1)
  }

  @Test func `Foundation among the prices is found`() {
    let text = "internal import FoundationEssentials"
    #expect(HouseRules.foundations([source("LLMCore/Cost/A.swift", text)]).count == 1)
    #expect(HouseRules.foundations([source("LLMCore/Stream/A.swift", text)]) == [])
    #expect(HouseRules.foundations([source("LLMCore/Cost/A.swift", "internal import CPrices")]) == [])
  }

  @Test func `a print is found`() {
    #expect(
      HouseRules.prints([source("LLMCore/A/B.swift", "func f() {\n  print(\"x\")\n}")]) == [
        "LLMCore/A/B.swift:2 prints"
      ])
    #expect(HouseRules.prints([source("LLMCore/A/B.swift", "// print(1)\nblueprint(1); let s = \"print(2)\"")]) == [])
  }

  @Test func `what grew too large is found`() {
    let lines = String(repeating: "\n", count: 151)
    #expect(HouseRules.sizes([source("LLMCommands/Commands/A.swift", lines)]).count == 1)
    #expect(HouseRules.sizes([source("LLMCommands/Options/A.swift", lines)]) == [])
    #expect(HouseRules.sizes([source("LLMCore/A/B.swift", lines + lines + lines)]).count == 1)
    let body = String(repeating: "  if x { y() }\n", count: 59)
    #expect(HouseRules.sizes([source("LLMCore/A/B.swift", "func f(g: () -> Void = { }) {\n\(body)}\n")]).count == 1)
    #expect(HouseRules.sizes([source("LLMCore/A/B.swift", "init() {\n\(body.dropLast(15))}\n")]) == [])
  }

  @Test func `functions of a protocol have no body`() {
    let text = "protocol P {\n  func a()\n  func b() throws\n}\nstruct S {\n  func c() { self.init() }\n}\n"
    #expect(source("x", text).functions == [SwiftSource.Function(name: "c", lines: 1)])
  }
}
