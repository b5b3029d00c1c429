import Glibc
import LLMCore
import LLMTestKit
import Testing

/// `llmctl review` of real repositories, as the binary does it.
@Suite(.fewAtOnce) struct ReviewTests {
  private static let repository = """
    mkdir -p repo && cd repo && git init -q -b main . && git config user.name x && git config user.email x@x &&
    mkdir src && printf 'def f(a):\\n    return a\\n' >src/f.py && printf '{}' >package-lock.json &&
    git add src package-lock.json && git commit -qm first &&
    printf 'def f(a):\\n    eval(a)\\n    return a\\n' >src/f.py && printf '{"a":1}' >package-lock.json
    """

  /// A server that finds fault with `eval(a)`, and a repository.
  private static func stage(_ more: String = "") async throws -> Stage {
    let stage = try Stage(
      replies: .answer(
        #"{"findings":[{"file":"src/f.py","quote":"    eval(a)","line":9,"rule":"code-injection","category":"security","#
          + #""severity":"critical","confidence":0.9,"message":"Runs what it is given.","suggestion":"    pass"},"#
          + #"{"file":"src/g.py","quote":"nowhere","line":1,"rule":"x","category":"bug","severity":"critical","#
          + #""confidence":0.9,"message":"Invented.","suggestion":null}]}"#))
    let made = try await stage.shell(repository + (more.isEmpty ? "" : "\n" + more))
    try #require(made.exitCode == 0, "\(made)")
    return stage
  }

  private static func review(
    _ stage: Stage, _ arguments: String..., environment: [String: String] = [:]
  ) async throws -> CLIResult {
    let variables = environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }
    var invocation = stage.invocation(["review"] + arguments, environment: variables)
    invocation.workingDirectory = stage.home.path("repo")
    return try await stage.cli.run(invocation)
  }

  @Test func `a change of the work tree is reviewed, its finding proven, and the gate says no`() async throws {
    let stage = try await Self.stage()
    let result = try await Self.review(stage)
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.outputText.contains("src/f.py\n  2: critical"), "\(result)")
    #expect(result.outputText.contains("Runs what it is given."))
    #expect(!result.outputText.contains("Invented."))
    #expect(result.outputText.contains("package-lock.json"))
    let call = try await stage.run(["replay", "show", "last", "--json"]).json()
    #expect(call["command"]?.text == "review")
  }

  @Test(arguments: ReportFormat.allCases)
  func `every format tells of it`(format: ReportFormat) async throws {
    let stage = try await Self.stage()
    let result = try await Self.review(stage, "--format", format.rawValue)
    #expect(result.exitCode == (format == .sarif ? 0 : 1), "\(result)")
    #expect(result.outputText.contains("src/f.py"))
    #expect(result.outputText.contains("code-injection"))
    #expect(result.outputText.contains("package-lock.json"))
  }

  @Test(
    arguments: [
      (["--staged"], "git add .", true), (["--staged"], "", false), (["--unstaged"], "", true),
      (["HEAD"], "git commit -qam second", true), (["HEAD~1..HEAD"], "git commit -qam second", true),
      (["--base", "main"], "git checkout -qb topic && git commit -qam second", true),
      (["main...HEAD"], "git checkout -qb topic && git commit -qam second", true),
      (
        [], "git checkout -q . && printf 'def f(a):\\n    eval(a)\\n' >src/f.py && git stash -q && git stash pop -q",
        true
      ),
      (["--", "package-lock.json"], "", false), (["--unstaged"], "git checkout -q --detach", true),
    ])
  func `sources`(arguments: [String], more: String, finds: Bool) async throws {
    let stage = try await Self.stage(more)
    var invocation = stage.invocation(["review"] + arguments, environment: ["PATH": "/usr/bin:/bin"])
    invocation.workingDirectory = stage.home.path("repo")
    let result = try await stage.cli.run(invocation)
    #expect(result.exitCode == (finds ? 1 : 0), "\(result)")
    #expect(result.outputText.contains("Runs what it is given.") == finds, "\(result)")
  }

  @Test func `files that git does not know are part of the change, ignored ones are not`() async throws {
    let stage = try await Self.stage(
      "git checkout -q . && printf 'new.log\\n' >.git/info/exclude && printf '    eval(a)\\n' >src/new.py && echo x >new.log"
    )
    let result = try await Self.review(stage)
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.outputText.contains("src/new.py\n  1: critical"), "\(result)")
    let body = try #require(stage.server.requests.first { $0.method == "POST" }).text
    #expect(body.contains("src/new.py"))
    #expect(!body.contains("new.log"))
  }

  @Test func `a repository without a commit yet, and one in which nothing changed`() async throws {
    let stage = try await Self.stage("rm -rf .git && git init -q . && rm package-lock.json")
    #expect(try await Self.review(stage).exitCode == 1)
    let quiet = try await Self.stage("git add . && git commit -qm second")
    let result = try await Self.review(quiet)
    #expect(result.exitCode == 0, "\(result)")
    #expect(quiet.server.requests.isEmpty)
  }

  @Test func `nothing that a repository configures is run`() async throws {
    let stage = try await Self.stage(
      """
      for key in core.fsmonitor diff.external core.pager core.sshCommand diff.x.textconv diff.x.command filter.x.clean \
        filter.x.smudge filter.x.process; do git config "$key" "touch $HOME/trapped; cat"; done
      git config core.hooksPath "$HOME/hooks" && mkdir hooks && printf '#!/bin/sh\\ntouch %s/trapped\\n' "$HOME" >hooks/post-index-change
      chmod +x hooks/post-index-change && printf '*.py diff=x filter=x\\n' >.git/info/attributes; rm -f "$HOME/trapped"
      """)
    let result = try await Self.review(stage, "--", "src")
    #expect(result.exitCode == 1, "\(result)")
    #expect(throws: (any Error).self) { try stage.home.read("trapped") }
  }

  @Test(arguments: [
    (["no-such-commit"], 66), (["--base=--output=x"], 66), (["--unknown=x"], 64), (["A..B"], 66),
    (["--staged", "HEAD"], 64), (["--format", "pdf"], 64), (["--fail-on", "awful"], 64), (["--jobs", "0"], 64),
  ])
  func `what cannot be meant is an error before anything is sent`(arguments: [String], code: Int) async throws {
    let stage = try await Self.stage()
    var invocation = stage.invocation(["review"] + arguments, environment: ["PATH": "/usr/bin:/bin"])
    invocation.workingDirectory = stage.home.path("repo")
    let result = try await stage.cli.run(invocation)
    #expect(result.exitCode == Int32(code), "\(result)")
    #expect(stage.server.requests.isEmpty)
  }

  @Test func `a commit of a bare repository`() async throws {
    let stage = try await Self.stage(
      "git commit -qam second && cd .. && git clone -q --bare repo bare && rm -rf repo && mv bare repo")
    let commit = try await Self.review(stage, "HEAD")
    #expect(commit.exitCode == 1 && commit.outputText.contains("src/f.py\n  2: critical"), "\(commit)")
    #expect(try await Self.review(stage, "--staged").exitCode == 66)
  }

  @Test func `outside of a repository`() async throws {
    let stage = try Stage(replies: .answer("{}"))
    _ = try await stage.shell("mkdir repo")
    let result = try await Self.review(stage)
    #expect(result.exitCode == 66, "\(result)")
  }

  @Test func `what is dismissed does not come back, in other words and at other lines`() async throws {
    let stage = try await Self.stage()
    let first = try await Self.review(stage, "--format", "json")
    let id = try #require(try first.json()["findings"]?.elements?.first?["id"]?.text)
    let unknown = try await Self.review(stage, "dismiss", "ffffffff", "--reason", "x")
    #expect(unknown.exitCode == 66, "\(unknown)")
    let dismissed = try await Self.review(stage, "dismiss", String(id.prefix(6)), "--reason", "it is a test")
    #expect(dismissed.exitCode == 0, "\(dismissed)")
    _ = try await stage.shell("cd repo && sed -i '1i # a line more' src/f.py")
    let second = try await Self.review(stage)
    #expect(second.exitCode == 0, "\(second)")
    #expect(!second.outputText.contains("Runs what it is given."), "\(second)")
    let file = String(decoding: try stage.home.read("repo/.llmctl/review-dismissed.jsonl"), as: UTF8.self)
    #expect(file.contains("it is a test") && file.hasSuffix("\n"))
  }

  @Test func `a report goes to a file, and what was reviewed is not asked about again`() async throws {
    let stage = try await Self.stage()
    let first = try await Self.review(stage, "--format", "sarif", "--output", "r.sarif")
    #expect(first.exitCode == 0 && first.output.isEmpty, "\(first)")
    let second = try await Self.review(stage, "--output", "r.sarif", "--", "src")
    #expect(second.exitCode == 1, "\(second)")
    #expect(stage.server.requests.count { $0.method == "POST" } == 1)
    #expect(String(decoding: try stage.home.read("repo/r.sarif"), as: UTF8.self).contains("Runs what it is given."))
  }

  @Test func `suggestions apply`() async throws {
    let stage = try await Self.stage()
    let result = try await Self.review(stage, "--format", "json")
    try stage.home.write("repo/report.json", result.outputText)
    let applied = try await stage.shell(
      """
      cd repo && python3 -c 'import json; r=json.load(open("report.json")); print(r["findings"][0]["suggestion"]["patch"],end="")' >p.diff &&
      git apply p.diff && cat src/f.py
      """)
    #expect(applied.exitCode == 0, "\(applied)")
    #expect(applied.outputText.contains("    pass"), "\(applied)")
  }

  @Test func `a review that is interrupted reports what it did not come to, with the status it ends with`() async throws
  {
    let stage = try Stage { $0.method == "GET" ? .answer("{}") : .beginning("{") + [.hang] }
    #expect(try await stage.shell(Self.repository).exitCode == 0)
    var invocation = stage.invocation(["review", "--json"], environment: ["PATH": "/usr/bin:/bin"])
    invocation.workingDirectory = stage.home.path("repo")
    let process = try stage.cli.start(invocation)
    #expect(try await stage.server.wait { $0.contains { $0.method == "POST" } })
    process.signal(SIGINT)
    let result = try await process.wait()
    #expect(result.status == .signalled(SIGINT), "\(result)")
    let report = try result.json()
    #expect(report["exit_code"] == .integer(130))
    #expect(report["unreviewed"]?.elements?.map { $0["path"]?.text } == ["src/f.py"])
  }

  @Test func `what is the matter with all calls is said once`() async throws {
    let stage = try await Self.stage(
      "for i in 1 2 3 4 5 6; do mkdir d$i; seq 1 1500 | sed 's/$/ words that take tokens/' >d$i/f.py; done; rm src/f.py"
    )
    let result = try await stage.shell("cd repo && XDG_DATA_HOME=/proc/none \"$LLMCTL\" review --json")
    #expect((try result.json()["calls"]?.integer ?? 0) > 3, "\(result)")
    #expect(result.errorLines.count { $0.contains("the ledger cannot be used") } == 1, "\(result.errorText)")
  }

  // MARK: Hooks

  /// Runs commands in the repository, whose hooks find llmctl.
  private static func git(_ stage: Stage, _ script: String) async throws -> CLIResult {
    try await stage.shell(
      "mkdir -p bin && ln -sf \"$LLMCTL\" bin/llmctl && cd repo && PATH=\"$HOME/bin:$PATH\"\n" + script)
  }

  @Test func `a commit is stopped by what its hook finds, and done anyway when somebody says so`() async throws {
    let stage = try await Self.stage("git checkout -q . && printf 'def f(a):\\n    eval(a)\\n' >src/f.py && git add .")
    let installed = try await Self.review(
      stage, "--fail-on", "critical", "--install-hook", "pre-commit", "--language", "it's")
    #expect(installed.exitCode == 0, "\(installed)")
    let stopped = try await Self.git(stage, "git commit -m x")
    #expect(stopped.exitCode == 1, "\(stopped)")
    #expect(
      stopped.outputText.contains("Runs what it is given.") || stopped.errorText.contains("Runs what it is given."))
    #expect(stopped.errorText.contains("git commit --no-verify"), "\(stopped)")
    let body = try #require(stage.server.requests.last { $0.method == "POST" }).text
    #expect(body.contains("in it's"))
    #expect(try await Self.git(stage, "git commit -qnm x && git log --oneline | wc -l").outputText.contains("2"))
    // What fails is no yes.
    let failed = try await Self.git(
      stage, "echo 'y = 1' >src/g.py && git add . && OPENAI_BASE_URL=http://127.0.0.1:1/v1 git commit -m y")
    #expect(failed.exitCode != 0, "\(failed)")
  }

  @Test func `what a push brings is reviewed, the first time and later`() async throws {
    let stage = try await Self.stage(
      "git checkout -q . && git init -q --bare ../remote && git remote add origin ../remote")
    #expect(try await Self.review(stage, "--install-hook=pre-push").exitCode == 0)
    #expect(try await Self.git(stage, "git push -q origin main").exitCode == 0)
    #expect(stage.server.requests.filter { $0.method == "POST" }.map { $0.text.contains("return a") } == [true])
    let stopped = try await Self.git(
      stage, "printf 'def f(a):\\n    eval(a)\\n' >src/f.py && git commit -qam second && git push -q origin main")
    #expect(stopped.exitCode != 0, "\(stopped)")
    #expect(stopped.errorText.contains("git push --no-verify"), "\(stopped)")
    #expect(try await Self.git(stage, "git push -q origin main:topic").exitCode != 0)
    #expect(try await Self.git(stage, "git ls-remote origin").outputText.contains("topic") == false)
    // What the remote has already, and what goes away, is not reviewed.
    let count = stage.server.requests.count
    let quiet = try await Self.git(stage, "git push -q origin HEAD~1:refs/heads/old && git push -q origin :old")
    #expect(quiet.exitCode == 0, "\(quiet)")
    #expect(stage.server.requests.count == count)
    #expect(try await Self.git(stage, "git push -q --no-verify origin main").exitCode == 0)
  }

  @Test func `a hook of somebody else's is left as it is`() async throws {
    let stage = try await Self.stage("printf '#!/bin/sh\\nexit 0\\n' >.git/hooks/pre-push")
    let refused = try await Self.review(stage, "--install-hook", "pre-push")
    #expect(refused.exitCode == 73, "\(refused)")
    #expect(try stage.home.read("repo/.git/hooks/pre-push") == Array("#!/bin/sh\nexit 0\n".utf8))
    _ = try await stage.shell("cd repo && git config core.hooksPath my/hooks")
    #expect(try await Self.review(stage, "--install-hook", "pre-push").exitCode == 0)
    let made = try await Self.review(stage, "--install-hook", "pre-push", "--fail-on", "info")
    #expect(made.exitCode == 0, "\(made)")
    let hook = String(decoding: try stage.home.read("repo/my/hooks/pre-push"), as: UTF8.self)
    #expect(hook.contains("--fail-on info"))
    #expect(try await stage.shell("cd repo && test -x my/hooks/pre-push").exitCode == 0)
    #expect(try await Self.review(stage, "--install-hook", "pre-push", "HEAD").exitCode == 64)
    #expect(try await Self.review(stage, "--install-hook", "post-push").exitCode == 64)
    #expect(stage.server.requests.isEmpty)
  }

  @Test func `a patch that git would not apply is shown as text`() async throws {
    let stage = try await Self.stage()
    let fits = try await Self.review(stage, "--format", "json").json()
    #expect(
      fits["findings"]?.elements?.first?["suggestion"]?["patch"]?.text?.hasPrefix("--- a/src/f.py") == true, "\(fits)")
    // The commit is reviewed, and so is what its file was, not what it became.
    _ = try await stage.shell("cd repo && git commit -qam second && echo >src/f.py")
    let folder = try ScratchFolder()
    let commit = try await Self.review(stage, "HEAD", "--format", "json", environment: ["TMPDIR": folder.path]).json()
    #expect(commit["findings"]?.elements?.first?["suggestion"]?["patch"]?.text != nil, "\(commit)")
    #expect(folder.contents() == [])
  }
}
