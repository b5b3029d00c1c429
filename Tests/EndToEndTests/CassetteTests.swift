import Glibc
import LLMCore
import LLMTestKit
import Testing

/// The binary records and plays programs that know nothing of it, in Python without any library.
@Suite(.fewAtOnce) struct CassetteTests {
  /// Of no provider's shape, so that nothing but knowing it helps.
  private static let canary = "zq-canary-7f3a9c51e2d84b60"

  private let stage: Stage

  init() throws {
    stage = try Stage { request in
      let sent = request.header("authorization") ?? ""
      if request.path.contains("models") { return .json(200, #"{"data":[]}"#) }
      if request.text.contains("refuse") {
        return .json(429, #"{"error":{"message":"slow down \#(sent)"}}"#, headers: [HTTPHeader("retry-after", "2")])
      }
      if request.text.contains("break") { return .sseOpening() + [.send(Chunk.framed(Chunk.event("half"))), .reset] }
      if request.text.contains("split") {
        let bytes = Array("data: you sent \(sent)\n\n".utf8)
        return .sse(raw: bytes, splitAt: [bytes.count - 12])
      }
      if request.text.contains("zip") { return .gzip(Array("data: unpacked\n\n".utf8)) }
      return request.text.contains("stream") ? .answer("Hello ", "wörld") : .json(200, Payload.whole("Hello \(sent)"))
    }
    try stage.home.write("child.py", Self.child)
  }

  private static let child = """
    import http.client, os, sys, urllib.parse
    base = urllib.parse.urlsplit(os.environ["OPENAI_BASE_URL"])
    key = os.environ.get("MY_KEY", "none")
    for word in sys.argv[1].split(","):
      connection = http.client.HTTPConnection(base.hostname, base.port, timeout=30)
      method, path = ("GET", "/models?key=" + key) if word == "models" else ("POST", "/chat/completions")
      body = None if word == "models" else '{"model": "m", "word": "%s", "mine": "%s"}' % (word, key)
      connection.request(method, base.path + path, body, {"authorization": "Bearer " + key, "content-type": "application/json"})
      try:
        reply = connection.getresponse()
        print(reply.status, reply.getheader("retry-after"), flush=True)
        while piece := reply.read1(100000): print(repr(piece), flush=True)
      except http.client.HTTPException as error:
        print(type(error).__name__, flush=True)
      except ConnectionError as error:
        print("broken", flush=True)
    sys.exit(int(sys.argv[2]))
    """

  private func replay(_ arguments: [String], _ words: String, status: Int = 0, key: String? = canary) async throws
    -> CLIResult
  {
    var environment = ["PATH": "/usr/local/bin:/usr/bin:/bin:\(Self.pythonFolder)"]
    if let key { environment["MY_KEY"] = key }
    return try await stage.run(
      ["replay"] + arguments + ["--", "python3", "child.py", words, "\(status)"], environment: environment)
  }

  /// Where the tests' own PATH has Python.
  private static let pythonFolder: String = {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").map(String.init).first { access("\($0)/python3", X_OK) == 0 } ?? "/usr/bin"
  }()

  private func file(_ name: String = "c.yaml") throws -> String {
    String(decoding: try stage.home.read(name), as: UTF8.self)
  }

  @Test func `what a program saw it sees again, without network and key`() async throws {
    let words = "whole,stream,models,refuse,zip"
    let recorded = try await replay(["record", "--to", "c.yaml"], words, status: 5, key: nil)
    #expect(recorded.exitCode == 5, "\(recorded)")
    #expect(recorded.errorText == "llmctl: recorded 5 calls to c.yaml\n")
    #expect(recorded.outputText.contains("429 2") && recorded.outputText.contains("unpacked"))
    stage.server.stop()
    let played = try await replay(["play", "c.yaml"], words, status: 5, key: nil)
    #expect(played.exitCode == 5, "\(played)")
    #expect(played.outputText == recorded.outputText)
    #expect(played.errorText == "")
  }

  @Test func `a connection that breaks in the middle breaks in the middle`() async throws {
    let recorded = try await replay(["record", "--to", "c.yaml"], "break")
    stage.server.stop()
    let played = try await replay(["play", "c.yaml"], "break")
    #expect(played.exitCode == 0)
    #expect(played.outputText.contains("half"), "\(played)")
    #expect(try file().contains("ending: cut"))
    #expect(recorded.outputText.contains("half"))
  }

  @Test func `a changed request fails and is shown beside the nearest`() async throws {
    _ = try await replay(["record", "--to", "c.yaml"], "whole,stream")
    let played = try await replay(["play", "c.yaml"], "wholf", status: 3)
    #expect(played.exitCode == 1)
    #expect(played.outputText.hasPrefix("501 None\n"))
    #expect(played.errorText.contains("error: nothing recorded answers POST openai /v1/chat/completions"), "\(played)")
    #expect(played.errorText.contains("  body.word: recorded \"whole\", sent \"wholf\""))
    #expect(!played.errorText.contains(Self.canary))
  }

  @Test func `no key is in the file, the notes or anything else that is written`() async throws {
    let words = "whole,split,models,refuse"
    let recorded = try await replay(["record", "--to", "tests/c.yaml", "-v"], words)
    #expect(recorded.outputText.contains(Self.canary), "the program gets what was sent")
    #expect(!recorded.errorText.contains(Self.canary))
    for name in stage.home.contents() {
      guard let bytes = try? stage.home.read(name) else { continue }
      #expect(!bytes.contains(text: Self.canary) && !bytes.contains(text: "7f3a9c51e2d8"), "\(name)")
    }
    #expect(stage.home.mode("tests/c.yaml").map { $0 & 0o600 } == 0o600)
    // Another key asks the same.
    let played = try await replay(["play", "tests/c.yaml"], words, key: "zq-another-0123456789abcdef")
    #expect(played.exitCode == 0, "\(played)")
    let cut = "Bearer zq-canary-7f3a9c'\nb'51e2d84b60"
    let expected = recorded.outputText.replacing(cut, with: "Bearer [masked]'\nb'")
      .replacing(Self.canary, with: "[masked]")
    #expect(played.outputText == expected, "\(played)")
  }

  @Test func `a killed recorder loses the call under way and nothing else`() async throws {
    let program = """
      import http.client, os, time, urllib.parse
      base = urllib.parse.urlsplit(os.environ["OPENAI_BASE_URL"])
      for word in ("one", "two"):
        connection = http.client.HTTPConnection(base.hostname, base.port)
        connection.request("POST", base.path + "/x", '{"word": "%s"}' % word, {"content-type": "application/json"})
        connection.getresponse().read()
      print("asked", flush=True)
      time.sleep(60)
      """
    try stage.home.write("slow.py", program)
    let process = try stage.cli.start(
      stage.invocation(
        ["replay", "record", "--to", "c.yaml", "--", "python3", "slow.py"],
        environment: ["PATH": "/usr/bin:/bin:\(Self.pythonFolder)"]))
    try await process.wait(for: "asked", on: .output)
    // The second call is written right behind its last byte.
    #expect(try await Monotonic.wait { (try? file().contains("two")) == true })
    process.signal(SIGKILL)
    _ = try await process.wait()
    #expect(try CassetteReader.read(stage.home.read("c.yaml")).calls.count == 2)
    let again = try await replay(["record", "--to", "c.yaml", "--mode", "new"], "whole")
    #expect(again.exitCode == 0, "\(again)")
    #expect(try CassetteReader.read(stage.home.read("c.yaml")).calls.count == 3)
    #expect(!stage.home.contents().contains("c.yaml.lock"))
  }

  @Test func `signals are the program's, each once`() async throws {
    let program = """
      import os, signal, sys, time
      def told(number, frame):
        # Not printed: the main program may be in the middle of that.
        os.write(1, b"got %d\\n" % number)
        sys.exit(9)
      signal.signal(signal.SIGTERM, told)
      print("ready", flush=True)
      time.sleep(60)
      """
    try stage.home.write("signals.py", program)
    let environment = ["PATH": "/usr/bin:/bin:\(Self.pythonFolder)"]
    let process = try stage.cli.start(
      stage.invocation(["replay", "record", "--to", "c.yaml", "--", "python3", "signals.py"], environment: environment))
    try await process.wait(for: "ready", on: .output)
    process.signal(SIGTERM)
    let result = try await process.wait()
    #expect(result.status == .exited(9), "\(result)")
    #expect(result.outputText == "ready\ngot 15\n")
    // A program that dies of it takes us with it, so that shells see what they know.
    let dying = try stage.cli.start(
      stage.invocation(
        ["replay", "record", "--to", "c.yaml", "--", "sh", "-c", "echo ready; exec sleep 60"], environment: environment)
    )
    try await dying.wait(for: "ready", on: .output)
    dying.signal(SIGTERM)
    #expect(try await dying.wait().status == .signalled(SIGTERM))
  }

  @Test func `Ctrl-C on a terminal reaches the program once`() async throws {
    let program = """
      import signal, sys, time
      count = 0
      def told(number, frame):
        global count
        count += 1
      signal.signal(signal.SIGINT, told)
      print("ready", flush=True)
      until = time.monotonic() + 30
      while count == 0 and time.monotonic() < until: time.sleep(0.02)
      time.sleep(0.5)
      print("count", count, flush=True)
      sys.exit(4)
      """
    try stage.home.write("keys.py", program)
    let process = try stage.cli.start(
      stage.invocation(
        ["replay", "record", "--to", "c.yaml", "-q", "--", "python3", "keys.py"],
        environment: ["PATH": "/usr/bin:/bin:\(Self.pythonFolder)"]
      ).inTerminal())
    try await process.wait(for: "ready")
    process.type("\u{3}")
    let result = try await process.wait()
    #expect(result.status == .exited(4), "\(result)")
    #expect(result.screenText.contains("count 1"), "\(result)")
  }

  @Test func `exit statuses are passed on, and programs that are not there end as in a shell`() async throws {
    for (words, status) in [
      (["sh", "-c", "exit 42"], 42), (["sh", "-c", "kill -USR1 $$"], 138), (["nobody-has-this"], 127),
      (["/etc/passwd"], 126),
    ] as [([String], Int32)] {
      let result = try await stage.run(
        ["replay", "record", "--to", "c.yaml", "-q", "--"] + words, environment: ["PATH": "/usr/bin:/bin"])
      #expect(result.status == .exited(status), "\(result)")
    }
    #expect(!stage.home.contents().contains("c.yaml"))
  }

  @Test func `the program does not get what opens the stored keys`() async throws {
    let result = try await stage.run(
      ["replay", "record", "--to", "c.yaml", "-q", "--", "sh", "-c", "echo \"[$LLMCTL_PASSPHRASE]$MINE\""],
      environment: ["PATH": "/usr/bin:/bin", "LLMCTL_PASSPHRASE": "open sesame", "MINE": "kept"])
    #expect(result.outputText == "[]kept\n")
  }

  @Test func `the program has our standard input`() async throws {
    let result = try await stage.run(
      ["replay", "record", "--to", "c.yaml", "-q", "--", "cat"], environment: ["PATH": "/usr/bin:/bin"],
      input: .bytes(Array("typed".utf8)))
    #expect(result.outputText == "typed")
  }
}
