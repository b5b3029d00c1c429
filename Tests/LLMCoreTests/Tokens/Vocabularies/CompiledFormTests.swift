import LLMCore
import LLMTestKit
import Testing
import Tokenizer

/// The compiled form that is kept of a model's tokenizer: used while it belongs to the file, and never trusted.
@Suite struct CompiledFormTests {
  private let files = MemoryVocabularyFiles()
  private let fixture: VocabularyFixture
  private let folder = "/cache/vocabularies"
  private let model = "/model.json"

  init() throws {
    fixture = try VocabularyFixture("llama3")
    files[model] = fixture.file
  }

  private func ids(_ example: VocabularyFixture.Case) throws -> [TokenID] {
    try LocalVocabulary(files: files, folder: RawPath(folder)).encoding(at: RawPath(model))
      .encode(example.text, specialTokens: .encoded)
  }

  /// The only file that is kept.
  private func kept() throws -> String {
    let paths = files.paths(in: folder)
    #expect(paths.count == 1)
    return try #require(paths.first)
  }

  @Test func `a second run reads the compiled form, not the file`() throws {
    let example = fixture.cases[0]
    #expect(try ids(example) == example.special)
    let read = files.bytesRead
    #expect(read > fixture.file.count / 2)
    for example in fixture.cases.prefix(20) { #expect(try ids(example) == example.special) }
    #expect(files.bytesRead == read)
    #expect(files.maps == 20)
  }

  @Test func `a file that changed is read anew, also to one of the same size`() throws {
    let example = fixture.cases[0]
    #expect(try ids(example) == example.special)
    let other = try VocabularyFixture("qwen2")
    files[model] = other.file
    #expect(try ids(other.cases[0]) == other.cases[0].special)
    files[model] = fixture.file
    #expect(try ids(example) == example.special)
    #expect(files.paths(in: folder).count == 1)
  }

  @Test func `of a file that was written just now nothing is kept`() throws {
    files.isSettled = false
    #expect(try ids(fixture.cases[0]) == fixture.cases[0].special)
    #expect(files.paths(in: folder).isEmpty)
  }

  @Test func `a compiled form that was cut, damaged or is another's is made anew`() throws {
    let example = fixture.cases[0]
    #expect(try ids(example) == example.special)
    let path = try kept()
    let whole = try #require(files[path])
    var random = SeededRandom(seed: 11)
    var damaged: [[UInt8]] = [[], [0], Array(fixture.file), Array(repeating: 0, count: whole.count)]
    damaged += [1, 63, 64, 255, 256, whole.count / 2, whole.count - 1].map { Array(whole[..<$0]) }
    damaged += [whole + [0], whole + whole]
    for _ in 0..<40 {
      var bytes = whole
      bytes[Int.random(in: 0..<whole.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      damaged.append(bytes)
    }
    for bytes in damaged {
      files[path] = bytes
      let read = files.bytesRead
      #expect(try ids(example) == example.special)
      // Bits of the header that say nothing may change.
      if files[path] == bytes { #expect(files.bytesRead == read) } else { #expect(files[path] == whole) }
    }
  }

  @Test func `a compiled form of an older layout is made anew`() throws {
    #expect(try ids(fixture.cases[0]) == fixture.cases[0].special)
    let path = try kept()
    let whole = try #require(files[path])
    var old = whole
    old[4] &+= 1
    files[path] = old
    #expect(try ids(fixture.cases[0]) == fixture.cases[0].special)
    #expect(files[path] == whole)
  }

  @Test func `where nothing can be written, and without a folder, it is compiled each time`() throws {
    files.isFull = true
    for example in fixture.cases.prefix(3) { #expect(try ids(example) == example.special) }
    #expect(files.paths(in: folder).isEmpty)
    let encoding = try LocalVocabulary(files: files, folder: nil).encoding(at: RawPath(model))
    #expect(try encoding.encode(fixture.cases[0].text, specialTokens: .encoded) == fixture.cases[0].special)
    #expect(files.maps == 0)
  }

  @Test func `of what cannot be used nothing is kept`() {
    files[model] = Array("{}".utf8)
    #expect(throws: LocalVocabularyError.self) { try ids(fixture.cases[0]) }
    #expect(files.paths(in: folder).isEmpty)
  }
}
