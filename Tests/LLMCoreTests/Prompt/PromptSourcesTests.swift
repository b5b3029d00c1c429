import LLMCore
import LLMTestKit
import Synchronization
import Testing

@Suite struct PromptSourcesTests {
  private final class Warnings: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func append(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private let warnings = Warnings()
  private static let files = MemoryFiles([
    "a.txt": .file(Array("one".utf8)), "b.txt": .file(Array("two".utf8)), "[x].txt": .file(Array("odd".utf8)),
    "sub/c.txt": .file(Array("three".utf8)), "d.txt": .directory, "bin": .file([0x7F, 0x45, 0x00]),
    "latin": .file([0x63, 0xE9]), "both": .file([0xE9, 0x00]), "utf16": .file([0x61, 0x00]),
    "secret": .unreadable(.notPermitted), "huge": .unreadable(.tooLarge(limit: 256 << 20)),
    "fifo": .other(Array("from a pipe".utf8)),
  ])
  private static let terminal = ScriptedInput(.bytes(Array("typed".utf8)), isTerminal: true)

  private func sources(_ input: ScriptedInput = terminal) -> PromptSources {
    PromptSources(files: Self.files, input: input) { [warnings] in warnings.append($0) }
  }

  private func names(_ paths: String...) async throws -> [String] {
    try await sources().read(words: ["q"], paths: paths).files.map(\.name)
  }

  private func failure(
    words: [String] = [], paths: [String] = [], input: ScriptedInput = terminal
  ) async throws -> LLMError? {
    do throws(LLMError) {
      _ = try await sources(input).read(words: words, paths: paths)
      return nil
    } catch { return error }
  }

  @Test func `words are joined`() async throws {
    #expect(try await sources().read(words: ["what", "is", "it"], paths: []).prompt == "what is it")
  }

  @Test func `files and patterns, in the order given`() async throws {
    #expect(try await names("b.txt", "a.txt") == ["b.txt", "a.txt"])
    #expect(try await names("*.txt") == ["[x].txt", "a.txt", "b.txt"])
    #expect(try await names("sub/*") == ["sub/c.txt"])
    #expect(try await names("[x].txt") == ["[x].txt"])
    #expect(try await names("fifo") == ["fifo"])
  }

  @Test(arguments: [
    ("gone", LLMError.Code.inputMissing, "cannot read gone: no such file"),
    ("*.md", .inputMissing, "no file matches *.md"), ("sub", .inputMissing, "cannot read sub: is a directory"),
    ("secret", .inputMissing, "cannot read secret: permission denied"),
    ("huge", .inputInvalid, "cannot read huge: larger than 256 MiB"),
    ("bin", .inputInvalid, "bin is binary, neither text nor an image nor a PDF"),
    ("utf16", .inputInvalid, "utf16 is binary, neither text nor an image nor a PDF"),
    ("both", .inputInvalid, "both is binary, neither text nor an image nor a PDF"),
  ])
  func `files that cannot be sent`(path: String, code: LLMError.Code, message: String) async throws {
    let error = try await failure(words: ["q"], paths: [path])
    #expect(error?.code == code)
    #expect(error?.message == message)
  }

  @Test func `a directory comes with advice`() async throws {
    #expect(try await failure(paths: ["sub"])?.advice == "Give its files, as in -f 'sub/*'")
  }

  @Test func `stray bytes are replaced and told`() async throws {
    let prompt = try await sources().read(words: [], paths: ["latin"])
    #expect(prompt.files == [PromptAssembler.Part(name: "latin", content: "c\u{FFFD}")])
    #expect(warnings.all == ["latin is not valid UTF-8; the invalid bytes were replaced by U+FFFD"])
  }

  @Test func `a pipe is read, beside words and alone`() async throws {
    let input = ScriptedInput("piped")
    #expect(try await sources(input).read(words: ["q"], paths: []).standardInput == "piped")
    #expect(try await sources(input).read(words: [], paths: []).prompt == "piped")
  }

  @Test func `an empty pipe is none`() async throws {
    #expect(try await sources(ScriptedInput("")).read(words: ["q"], paths: []).prompt == "q")
  }

  @Test func `a silent pipe is left alone where the question can do without it`() async throws {
    let silent = ScriptedInput(.silent)
    #expect(try await sources(silent).read(words: ["q"], paths: []).prompt == "q")
    #expect(warnings.all.count == 1)
    #expect(warnings.all.first?.contains("stayed silent") == true)
    #expect(try await sources(silent).read(words: [], paths: ["a.txt"]).files.count == 1)
  }

  @Test(arguments: [(["q", "-"], [String]()), (["q"], ["-"]), ([], ["-"])])
  func `a dash asks even a terminal`(words: [String], paths: [String]) async throws {
    let read = try await sources().read(words: words, paths: paths)
    #expect(read.standardInput == "typed")
    #expect(read.words == words.filter { $0 != "-" }.joined())
  }

  @Test func `a terminal that is not asked for is not read`() async throws {
    #expect(try await sources().read(words: ["q"], paths: []).standardInput == nil)
  }

  @Test func `nothing to ask`() async throws {
    for input in [Self.terminal, ScriptedInput("")] {
      let error = try await failure(input: input)
      #expect(error?.code == .usage)
      #expect(error?.message == "there is nothing to ask")
    }
  }

  @Test func `standard input that cannot be read`() async throws {
    let broken = try await failure(input: ScriptedInput(.failure(.failed("Input/output error"))))
    #expect(broken?.code == .inputMissing)
    #expect(broken?.message == "cannot read standard input: Input/output error")
    #expect(try await failure(input: ScriptedInput(.failure(.tooLarge(limit: 256 << 20))))?.code == .inputInvalid)
    #expect(
      try await failure(input: ScriptedInput(.bytes([0, 1])))?.message
        == "standard input is binary, neither text nor an image nor a PDF")
  }

  @Test func `the system text is a text or a file`() throws {
    #expect(try sources().text("Be brief") == "Be brief")
    #expect(try sources().text("@a.txt") == "one")
    #expect(throws: LLMError.self) { try sources().text("@gone") }
  }
}
