import LLMCore
import LLMTestKit
import Synchronization
import Testing

/// Recording and playing from end to end, without sockets and processes.
@Suite struct CassetteRunTests {
  private static let once = CassetteScene.invocation(.once)
  private static let play = CassetteScene.invocation(.none)

  @Test func `what was recorded is played, and the exit status is the program's`() async throws {
    let scene = CassetteScene()
    let first = try await scene.run(Self.once, [CassetteScene.json(#"{"a":"b"}"#)]) { client in
      #expect(await client.ask().text == #"{"a":"b"}"#)
      return 7
    }
    #expect(first == .program(7))
    let second = try await scene.run(Self.play) { client in
      let answer = await client.ask(key: "another")
      #expect(answer.text == #"{"a":"b"}"#)
      #expect(answer.status == 200)
      #expect(answer.hasEnded)
      return 9
    }
    #expect(second.rawValue == 9)
  }

  @Test func `a stream is passed on and played in its pieces`() async throws {
    let scene = CassetteScene()
    let pieces = ["data: a\n\n", "data: b", "\n\n"].map { Array($0.utf8) }
    _ = try await scene.run(
      Self.once, [CassetteScene.stream(.bytes(pieces[0]), .bytes(pieces[1]), .bytes(pieces[2]))]
    ) { client in
      #expect(await client.ask().pieces == pieces)
      return 0
    }
    _ = try await scene.run(Self.play) { client in
      #expect(await client.ask().pieces == pieces)
      return 0
    }
  }

  @Test func `a request goes where the variable led before, with the program's key`() async throws {
    var scene = CassetteScene()
    scene.environment = ["OPENAI_API_BASE": "http://gateway.test/llm/v1/", "ANTHROPIC_BASE_URL": "https://claude.test"]
    let transport = ScriptedTransport([CassetteScene.json("1"), CassetteScene.json("2"), CassetteScene.json("3")])
    _ = try await scene.run(Self.once, transport: transport) { client in
      _ = await client.ask("OPENAI_BASE_URL", "/chat/completions?x=1")
      _ = await client.ask("ANTHROPIC_BASE_URL", "/v1/messages")
      _ = await client.ask("GOOGLE_GEMINI_BASE_URL", "/v1beta/models/m:generateContent")
      return 0
    }
    #expect(
      transport.calls.map(\.request.url.text) == [
        "http://gateway.test/llm/v1/chat/completions?x=1", "https://claude.test/v1/messages",
        "https://generativelanguage.googleapis.com/v1beta/models/m:generateContent",
      ])
    let headers = transport.calls[0].request.headers
    #expect(headers.contains(HTTPHeader("authorization", "Bearer zq-canary-7f3a9c51e2d84b60")))
    #expect(headers.contains(HTTPHeader("accept-encoding", "identity")))
    // The same program finds it where nothing is set.
    #expect(try #require(scene.file).contains("path: \"/v1/chat/completions?x=1\""))
  }

  @Test func `an unknown request fails in the provider's form, and the run with it`() async throws {
    let scene = CassetteScene()
    _ = try await scene.run(Self.once, [CassetteScene.json("1")]) { client in
      _ = await client.ask()
      return 0
    }
    let code = try await scene.run(Self.play) { client in
      let answer = await client.ask("OPENAI_BASE_URL", "/chat/completions", #"{"q":2}"#)
      #expect(answer.status == 501)
      #expect(answer.headers.contains(HTTPHeader("x-should-retry", "false")))
      #expect(answer.text.contains(#"{"error":{"message":"nothing recorded answers POST openai"#))
      let claude = await client.ask("ANTHROPIC_BASE_URL", "/v1/messages")
      #expect(claude.text.hasPrefix(#"{"type":"error","error":{"type":"api_error""#))
      // A client that tries again is not told of twice.
      _ = await client.ask("OPENAI_BASE_URL", "/chat/completions", #"{"q":2}"#)
      return 0
    }
    #expect(code == .gateFailed)
    #expect(scene.console.notes.filter { $0.hasPrefix("error: ") }.count == 2)
    #expect(scene.console.notes.contains { $0.contains("call 1 of 1 (/project/c.yaml:4)") })
    #expect(scene.console.notes.contains("  body.q: recorded 1, sent 2"))
  }

  @Test func `once plays what is there, and asks nobody`() async throws {
    let scene = CassetteScene()
    _ = try await scene.run(Self.once, [CassetteScene.json("1")]) { client in
      _ = await client.ask()
      return 0
    }
    let file = scene.file
    let code = try await scene.run(Self.once) { client in
      #expect(await client.ask("OPENAI_BASE_URL", "/other").status == 501)
      return 0
    }
    #expect(code == .gateFailed)
    #expect(scene.file == file)
  }

  @Test func `new plays what is known and adds what is not`() async throws {
    let scene = CassetteScene()
    _ = try await scene.run(Self.once, [CassetteScene.json("1")]) { client in
      _ = await client.ask()
      return 0
    }
    let code = try await scene.run(CassetteScene.invocation(.new), [CassetteScene.json("2")]) { client in
      #expect(await client.ask().text == "1")
      #expect(await client.ask("OPENAI_BASE_URL", "/other").text == "2")
      return 0
    }
    #expect(code == .complete)
    #expect(
      try scene.recorded().map(\.request.path) == [
        "/v1/chat/completions", "/v1/other",
      ])
  }

  @Test func `all records anew`() async throws {
    let scene = CassetteScene()
    for reply in ["1", "2"] {
      _ = try await scene.run(CassetteScene.invocation(.all), [CassetteScene.json(reply)]) { client in
        #expect(await client.ask().text == reply)
        return 0
      }
    }
    #expect(try scene.recorded().count == 1)
  }

  @Test func `to play there must be a file`() async throws {
    let scene = CassetteScene()
    let error = await #expect(throws: LLMError.self) { try await scene.run(Self.play) { _ in 0 } }
    #expect(error?.exitCode == .noInput)
  }

  @Test func `the file is there after each call, in the order in which they began`() async throws {
    let scene = CassetteScene()
    let tree = scene.tree
    let release = AsyncStream<Void>.makeStream()
    let isAsked = AsyncStream<Void>.makeStream()
    let wait = ScriptedTransport.Piece.action {
      isAsked.continuation.finish()
      for await _ in release.stream { break }
    }
    let transport = ScriptedTransport([CassetteScene.stream(wait, .bytes([65])), CassetteScene.json("2")])
    _ = try await scene.run(Self.once, transport: transport) { client in
      async let slow = client.ask("OPENAI_BASE_URL", "/slow")
      for await _ in isAsked.stream { break }
      _ = await client.ask("OPENAI_BASE_URL", "/fast")
      func early() -> String {
        tree.content(of: RawPath(CassetteScene.path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      }
      let isThere = try? await Monotonic.wait { early().contains("/fast") }
      #expect(isThere == true && !early().contains("/slow"))
      release.continuation.finish()
      _ = await slow
      return 0
    }
    #expect(
      try scene.recorded().map(\.request.path) == [
        "/v1/slow", "/v1/fast",
      ])
  }

  @Test func `a connection that breaks is recorded, and breaks again`() async throws {
    let scene = CassetteScene()
    let reset = TransportError(.reset, "gone")
    _ = try await scene.run(
      Self.once, [CassetteScene.stream(.bytes(Array("data: a\n\n".utf8)), .failure(reset)), .failure(reset)]
    ) { client in
      #expect(await client.ask().hasEnded == false)
      #expect(await client.ask("OPENAI_BASE_URL", "/head").status == nil)
      return 0
    }
    _ = try await scene.run(Self.play) { client in
      let cut = await client.ask()
      #expect((cut.status, cut.text, cut.hasEnded) == (200, "data: a\n\n", false))
      #expect(await client.ask("OPENAI_BASE_URL", "/head").status == nil)
      return 0
    }
  }

  @Test func `a provider that cannot be reached is told, and not recorded`() async throws {
    let scene = CassetteScene()
    let code = try await scene.run(Self.once, [.failure(TransportError(.refused, "no"))]) { client in
      let answer = await client.ask()
      #expect(answer.status == 502)
      return 3
    }
    #expect(code.rawValue == 3)
    #expect(scene.file == nil)
    #expect(scene.console.notes.contains { $0.hasPrefix("warning: ") && $0.contains("connection refused") })
  }

  @Test func `what comes behind a client that has left is recorded to its end`() async throws {
    let scene = CassetteScene()
    _ = try await scene.run(
      Self.once, [CassetteScene.stream(.bytes(Array("data: a\n\n".utf8)), .bytes(Array("data: b\n\n".utf8)))]
    ) { client in
      #expect(await client.ask(leavingAfter: 1).pieces.count == 1)
      return 0
    }
    let call = try #require(try scene.recorded().first)
    #expect(call.reply.pieces.count == 2)
    #expect(call.reply.ending == .complete)
  }

  @Test func `replies take their time where that is wanted`() async throws {
    var scene = CassetteScene()
    let clock = ManualClock(monotonic: .seconds(100))
    scene.clock = clock
    _ = try await scene.run(
      Self.once,
      [
        CassetteScene.stream(
          .action { clock.advance(by: .milliseconds(40)) }, .bytes([65, 10]),
          .action { clock.advance(by: .milliseconds(60)) }, .bytes([66, 10]))
      ]
    ) { client in
      _ = await client.ask()
      return 0
    }
    #expect(try #require(scene.file).contains("timing_ms: [0, 40, 100]"))
    var invocation = Self.play
    invocation.keepsTiming = true
    let start = clock.monotonic()
    _ = try await scene.run(invocation) { client in
      async let answer = client.ask()
      for moment in [40, 100] {
        let sleeps = try? await clock.waitForSleepers()
        #expect(sleeps == true)
        #expect(clock.deadlines.last == start + .milliseconds(moment))
        clock.advance(by: start + .milliseconds(moment) - clock.monotonic())
      }
      #expect(await answer.pieces.count == 2)
      return 0
    }
  }

  @Test func `no key reaches the file, also where it comes to be known later`() async throws {
    var scene = CassetteScene()
    scene.environment = ["ANTHROPIC_API_KEY": "zq-ambient-0123456789abcdef"]
    let later = "zq-later-0123456789abcdef"
    _ = try await scene.run(
      Self.once,
      [
        CassetteScene.json(#"{"echo":"zq-canary-7f3a9c51e2d84b60 zq-ambient-0123456789abcdef \#(later)"}"#),
        CassetteScene.stream(.bytes(Array("data: zq-la".utf8)), .bytes(Array("ter-0123456789abcdef\n\n".utf8))),
      ]
    ) { client in
      _ = await client.ask()
      _ = await client.ask("OPENAI_BASE_URL", "/x?key=\(later)", #"{"k":"\#(later)"}"#, key: later)
      return 0
    }
    let file = try #require(scene.file)
    for word in ["canary", "ambient", "later", "0123456789"] { #expect(!file.contains(word), "\(file)") }
    #expect(try scene.recorded().count == 2)
  }

  @Test func `variables of the user's own, proxies and keys that clients insist on`() async throws {
    var scene = CassetteScene()
    scene.environment = ["HTTPS_PROXY": "http://proxy:1", "http_proxy": "http://proxy:1", "NO_PROXY": "intern.test"]
    var record = Self.once
    record.variables = ["MY_LLM_URL=http://mine.test/api"]
    let transport = ScriptedTransport([CassetteScene.json("1"), CassetteScene.json("2")])
    _ = try await scene.run(record, transport: transport) { client in
      _ = await client.ask("MY_LLM_URL", "/generate")
      _ = await client.ask()
      #expect(client.variables["NO_PROXY"] == "intern.test,127.0.0.1")
      #expect(client.variables["OPENAI_API_KEY"] == nil)
      return 0
    }
    #expect(transport.calls[0].request.url.text == "http://mine.test/api/generate")
    var play = Self.play
    play.variables = ["MY_LLM_URL"]
    let code = try await scene.run(play) { client in
      #expect(await client.ask("MY_LLM_URL", "/generate").text == "1")
      #expect(client.variables["OPENAI_API_KEY"]?.isEmpty == false)
      #expect(client.variables["ANTHROPIC_API_KEY"] == nil)
      return 0
    }
    #expect(code == .complete)
    var wrong = Self.play
    wrong.variables = ["1=2"]
    await #expect(throws: LLMError.self) { try await scene.run(wrong) { _ in 0 } }
  }

  @Test func `calls that are not played are told, and can be a failure`() async throws {
    let scene = CassetteScene()
    _ = try await scene.run(Self.once, [CassetteScene.json("1"), CassetteScene.json("2")]) { client in
      _ = await client.ask()
      _ = await client.ask("OPENAI_BASE_URL", "/other")
      return 0
    }
    var invocation = Self.play
    for requiresAll in [false, true] {
      invocation.requiresAll = requiresAll
      let code = try await scene.run(invocation) { client in
        _ = await client.ask()
        return 0
      }
      #expect(code == (requiresAll ? .gateFailed : .complete))
      #expect(scene.console.notes.last?.hasSuffix("1 of 2 recorded calls were not played (2)") == true)
    }
  }

  @Test func `a program that is not there ends as in a shell`() async throws {
    let scene = CassetteScene()
    let code = try await scene.run(CassetteInvocation(path: "c.yaml", command: ["nobody"], mode: .once)) { _ in 0 }
    #expect(code.rawValue == 127)
  }

  @Test func `two cannot record to one file`() async throws {
    let scene = CassetteScene()
    let claim = try #require(try scene.tree.claim(RawPath(CassetteScene.path + ".lock")))
    let error = await #expect(throws: LLMError.self) { try await scene.run(Self.once) { _ in 0 } }
    #expect(error?.exitCode == .cannotCreate)
    claim.release()
    #expect(try await scene.run(Self.once) { _ in 0 } == .complete)
  }

  @Test func `a damaged file is not written over`() async throws {
    let scene = CassetteScene()
    scene.tree[RawPath(CassetteScene.path)] = .file(Array("cassette: 1\ncalls: 5\n".utf8))
    for mode in [CassetteMode.once, .new, .none] {
      let error = await #expect(throws: LLMError.self) {
        try await scene.run(CassetteScene.invocation(mode)) { _ in 0 }
      }
      #expect(error?.message.hasPrefix("/project/c.yaml:2: ") == true)
    }
  }
}
