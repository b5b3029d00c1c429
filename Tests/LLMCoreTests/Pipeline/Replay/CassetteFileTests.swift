import LLMCore
import LLMTestKit
import Testing

/// Where a recording stands, and what becomes of one that was there.
@Suite struct CassetteFileTests {
  private static let once = CassetteScene.invocation(.once)
  private static let partial = RawPath(CassetteScene.path + ".partial")

  private static func record(_ scene: CassetteScene, _ reply: String = "1") async throws {
    _ = try await scene.run(once, [CassetteScene.json(reply)]) { client in
      _ = await client.ask()
      return 0
    }
  }

  @Test func `a new recording stands beside the old one until it is whole`() async throws {
    let scene = CassetteScene()
    try await Self.record(scene)
    let (tree, old) = (scene.tree, scene.file)
    let replies = [CassetteScene.json("2"), CassetteScene.json("3")]
    _ = try await scene.run(CassetteScene.invocation(.all), replies) { client in
      _ = await client.ask()
      let isBeside = try? await Monotonic.wait { tree[Self.partial] != nil }
      #expect(isBeside == true)
      #expect(tree.content(of: RawPath(CassetteScene.path)).map { String(decoding: $0, as: UTF8.self) } == old)
      _ = await client.ask()
      return 0
    }
    #expect(try scene.recorded().count == 2)
    #expect(tree[Self.partial] == nil)
  }

  @Test func `a run that records nothing leaves the old one`() async throws {
    let scene = CassetteScene()
    try await Self.record(scene)
    let old = scene.file
    _ = try await scene.run(CassetteScene.invocation(.all), [.failure(TransportError(.refused, "no"))]) { client in
      _ = await client.ask()
      return 0
    }
    #expect(scene.file == old)
    #expect(scene.console.notes.last?.hasSuffix("nothing was recorded: no provider answered (1 request)") == true)
  }

  @Test func `two names of one file are one file`() async throws {
    let scene = CassetteScene()
    try await Self.record(scene)
    scene.tree[RawPath("/project/link.yaml")] = .link("c.yaml")
    let claim = try #require(try scene.tree.claim(RawPath(CassetteScene.path + ".lock")))
    defer { claim.release() }
    var invocation = CassetteScene.invocation(.new)
    invocation.path = "/project/link.yaml"
    let (linked, plain) = (invocation, CassetteScene.invocation(.new))
    for invocation in [linked, plain] {
      let error = await #expect(throws: LLMError.self) { try await scene.run(invocation) { _ in 0 } }
      #expect(error?.exitCode == .cannotCreate)
    }
  }

  @Test func `a pipe is nothing to record to`() async throws {
    let scene = CassetteScene()
    scene.tree[RawPath(CassetteScene.path)] = .special
    let error = await #expect(throws: LLMError.self) { try await scene.run(Self.once) { _ in 0 } }
    #expect(error?.message == "/project/c.yaml is no file")
  }

  @Test func `a file without calls, and calls that no variable leads to, are told`() async throws {
    let scene = CassetteScene()
    scene.tree[RawPath(CassetteScene.path)] = .file(Array("cassette: 1\ncalls: []\n".utf8))
    _ = try await scene.run(CassetteScene.invocation(.none)) { _ in 0 }
    #expect(scene.console.notes.last?.hasSuffix("holds no calls") == true)
    let call = "- request: {route: my_url, method: GET, path: /}\n  reply: {status: 200}\n"
    scene.tree[RawPath(CassetteScene.path)] = .file(Array("cassette: 1\ncalls:\n\(call)".utf8))
    _ = try await scene.run(CassetteScene.invocation(.none)) { _ in 0 }
    #expect(scene.console.notes.contains { $0.contains("--variable MY_URL leads the program to them") })
  }
}
