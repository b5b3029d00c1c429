import LLMCore
import LLMTestKit
import Testing

@Suite struct AttachmentTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

  private let reader: AttachmentReader

  init() {
    let files = MemoryFiles()
    files["/docs/a.txt"] = .file(Array("one".utf8))
    files["/docs/b.txt"] = .file(Array("two".utf8))
    files["/docs/shot.png"] = .file(Self.png)
    files["/docs/a.out"] = .file([0x7F, 0x45, 0x4C, 0x46, 0])
    files["/home/u/note.md"] = .file(Array("home".utf8))
    reader = AttachmentReader(files: files, home: "/home/u", verb: "/attach") { _ in }
  }

  @Test func `texts and images are told apart by their bytes`() throws {
    #expect(try reader.read("/docs/a.txt") == [Attachment(name: "/docs/a.txt", text: "one")])
    #expect(try reader.read("~/note.md").map(\.text) == ["home"])
    let image = try #require(try reader.read("/docs/shot.png").first?.image)
    #expect(image.mediaType == "image/png")
    #expect(image.dataURL == "data:image/png;base64,iVBORw0KGgoBAgM=")
  }

  @Test(arguments: ["/docs/none", "/docs/a.out", "/docs/*.zip"])
  func `what is neither is refused`(path: String) { #expect(throws: LLMError.self) { try reader.read(path) } }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `Base64 is that of RFC 4648`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
  }
}
