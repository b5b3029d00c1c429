import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// Names that one process has at a time.
@Suite struct LiveClaimTests {
  @Test func `a name is taken once, and its file goes with it`() throws {
    let folder = try ScratchFolder()
    let path = RawPath(folder.path("deep/er/c.yaml.lock"))
    let claim = try #require(try LiveTree().claim(path))
    #expect(folder.contents().contains("deep/er/c.yaml.lock"))
    #expect(try LiveTree().claim(path) == nil)
    claim.release()
    #expect(!folder.contents().contains("deep/er/c.yaml.lock"))
    let next = try #require(try LiveTree().claim(path))
    next.release()
  }

  @Test func `what a killed process left is no obstacle`() throws {
    let folder = try ScratchFolder()
    let path = RawPath(try folder.write("c.lock", ""))
    let claim = try #require(try LiveTree().claim(path))
    claim.release()
    #expect(folder.contents() == [])
  }

  @Test func `where nothing can be written the reason is told`() {
    #expect(throws: FileError.self) { try LiveTree().claim(RawPath("/proc/nobody/c.lock")) }
  }
}
