/// Runs git so that a repository cannot make it do anything but read: no pager, no hooks, no external diff or text
/// conversion, no file system monitor, no fetching of missing objects, and no lock is taken. Filters, which git runs on files
/// of the work tree even to find out whether they have changed, are switched off by `withoutFilters`.
package struct GitProgram: Sendable {
  private let programs: any Programs
  /// Besides those below.
  private let settings: [Override]
  /// The file with the index; nil for the repository's own.
  private var index: String?

  /// A value for a key of git's configuration, whatever the repository says.
  private struct Override: Sendable {
    var key: String
    var value: String
  }

  package init(programs: any Programs) { self.init(programs: programs, settings: Self.safeSettings) }

  private init(programs: any Programs, settings: [Override]) {
    self.programs = programs
    self.settings = settings
  }

  /// More output than any sensible listing has.
  private static let outputLimit = 256 << 20

  /// Settings that override those of the repository, which may come from anywhere.
  private static let safeSettings = [
    Override(key: "core.fsmonitor", value: "false"), Override(key: "core.hooksPath", value: "/dev/null"),
    Override(key: "core.pager", value: "cat"), Override(key: "core.sshCommand", value: "false"),
    Override(key: "diff.external", value: ""), Override(key: "protocol.allow", value: "never"),
  ]

  private static let variables = [
    "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat",
    "GIT_EXTERNAL_DIFF": "", "LC_ALL": "C",
  ]

  /// A key with `=` in it travels in variables, which git has read since 2.31; the others are options.
  private var environment: [String: String] {
    var variables = Self.variables
    if let index { variables["GIT_INDEX_FILE"] = index }
    let odd = settings.filter { $0.key.contains("=") }
    if !odd.isEmpty { variables["GIT_CONFIG_COUNT"] = String(odd.count) }
    for (number, setting) in odd.enumerated() {
      variables["GIT_CONFIG_KEY_\(number)"] = setting.key
      variables["GIT_CONFIG_VALUE_\(number)"] = setting.value
    }
    return variables
  }

  /// The same, with another file for the index.
  package func withIndex(_ path: String) -> GitProgram {
    var git = self
    git.index = path
    return git
  }

  /// The same, with every filter that is configured switched off.
  ///
  /// Throws `LLMError` where git is not there.
  package func withoutFilters() throws(LLMError) -> GitProgram {
    let (bytes, _) = try output(["config", "--null", "--name-only", "--get-regexp", "^filter\\."])
    var names: Set<String> = []
    for key in bytes.split(separator: 0) {
      let key = String(decoding: key, as: UTF8.self).dropFirst("filter.".count)
      if let dot = key.lastIndex(of: ".") { names.insert(String(key[..<dot])) }
    }
    let off = names.sorted().flatMap { name in
      [("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")].map {
        Override(key: "filter.\(name).\($0.0)", value: $0.1)
      }
    }
    return GitProgram(programs: programs, settings: settings + off)
  }

  /// Starts a git command.
  ///
  /// Throws `LLMError` where git is not there.
  package func start(_ arguments: [[UInt8]]) throws(LLMError) -> any RunningProgram {
    let plain = settings.filter { !$0.key.contains("=") }
    let general = ["--no-pager", "--literal-pathspecs"] + plain.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    do throws(FileError) {
      return try programs.start("git", general.map { Array($0.utf8) } + arguments, environment: environment)
    } catch {
      throw LLMError(
        .inputMissing, "cannot run git: \(error == .notFound ? "it is not in PATH" : error.phrase)",
        advice: "Install git")
    }
  }

  /// What a git command prints, and how it ends.
  ///
  /// Throws `LLMError` where git is not there or cannot be read from.
  package func output(_ arguments: [String]) throws(LLMError) -> (bytes: [UInt8], end: ProgramEnd) {
    try output(arguments.map { Array($0.utf8) })
  }

  /// What a git command prints, and how it ends.
  ///
  /// Throws `LLMError` where git is not there or cannot be read from.
  package func output(_ arguments: [[UInt8]]) throws(LLMError) -> (bytes: [UInt8], end: ProgramEnd) {
    let program = try start(arguments)
    do throws(FileError) {
      let bytes = try program.output(limit: Self.outputLimit)
      return (bytes, program.finish())
    } catch {
      throw LLMError(.inputMissing, "cannot read what git prints: \(error.phrase)")
    }
  }

  /// The first line a git command prints.
  ///
  /// Throws `LLMError` with git's own words where it fails.
  package func line(_ arguments: [String]) throws(LLMError) -> [UInt8] {
    let (bytes, end) = try output(arguments)
    guard end.status == 0 else { throw Self.failure(end) }
    return Array(bytes.prefix { $0 != 0x0A })
  }

  /// The folder of the work tree; nil where there is none, as in a bare repository.
  ///
  /// Throws `LLMError` where git is not there.
  package var workTree: RawPath? {
    get throws(LLMError) {
      let (bytes, end) = try output(["rev-parse", "--show-toplevel"])
      return end.status == 0 ? RawPath(bytes: Array(bytes.prefix { $0 != 0x0A })) : nil
    }
  }

  /// The error for a command that failed.
  package static func failure(_ end: ProgramEnd) -> LLMError {
    let lines = String(decoding: end.error, as: UTF8.self).split(separator: "\n").map(String.init)
    let words = lines.first ?? ""
    let said = words.hasPrefix("fatal: ") ? String(words.dropFirst("fatal: ".count)) : words
    // Where git does not trust a folder, it says below how to have it do so.
    let remedy = lines.dropFirst().lazy.map(\.trimmingBlanks).first { $0.hasPrefix("git ") }
    return LLMError(
      .inputMissing, "git says: \(said.isEmpty ? "nothing, and ends with \(end.status)" : said)",
      advice: remedy.map { "If you trust it, run '\($0)'" })
  }
}
