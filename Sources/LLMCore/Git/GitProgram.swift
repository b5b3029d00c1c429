/// Runs git so that a repository cannot make it do anything but read: no pager, no hooks, no external diff or text
/// conversion, no file system monitor, no fetching of missing objects, and no lock is taken. Filters do not run either,
/// since no command is used that converts files of the work tree.
package struct GitProgram: Sendable {
  private let programs: any Programs

  package init(programs: any Programs) { self.programs = programs }

  /// More output than any sensible listing has.
  private static let outputLimit = 256 << 20

  /// Settings that override those of the repository, which may come from anywhere.
  private static let settings = [
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.sshCommand=false",
    "diff.external=", "protocol.allow=never",
  ]

  private static let environment = [
    "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat",
    "GIT_EXTERNAL_DIFF": "", "LC_ALL": "C",
  ]

  /// Starts a git command.
  ///
  /// Throws `LLMError` where git is not there.
  package func start(_ arguments: [[UInt8]]) throws(LLMError) -> any RunningProgram {
    let general = ["--no-pager", "--literal-pathspecs"] + Self.settings.flatMap { ["-c", $0] }
    do throws(FileError) {
      return try programs.start("git", general.map { Array($0.utf8) } + arguments, environment: Self.environment)
    } catch {
      throw LLMError(
        .inputMissing, "cannot run git: \(error == .notFound ? "it is not in PATH" : error.phrase)",
        advice: "Install git")
    }
  }

  /// What a git command prints, and how it ends.
  ///
  /// Throws `LLMError` where git is not there.
  package func output(_ arguments: [String]) throws(LLMError) -> (bytes: [UInt8], end: ProgramEnd) {
    try output(arguments.map { Array($0.utf8) })
  }

  /// What a git command prints, and how it ends.
  ///
  /// Throws `LLMError` where git is not there.
  package func output(_ arguments: [[UInt8]]) throws(LLMError) -> (bytes: [UInt8], end: ProgramEnd) {
    let program = try start(arguments)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < Self.outputLimit {
      let result = block.withUnsafeMutableBytes { room in Result { () throws(FileError) in try program.read(into: room) } }
      guard case .success(let count) = result, count > 0 else { break }
      bytes += block[..<count]
    }
    return (bytes, program.finish())
  }

  /// The first line a git command prints.
  ///
  /// Throws `LLMError` with git's own words where it fails.
  package func line(_ arguments: [String]) throws(LLMError) -> [UInt8] {
    let (bytes, end) = try output(arguments)
    guard end.status == 0 else { throw Self.failure(end) }
    return Array(bytes.prefix { $0 != 0x0A })
  }

  /// The error for a command that failed.
  package static func failure(_ end: ProgramEnd) -> LLMError {
    let words = String(decoding: end.error, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    let said = words.hasPrefix("fatal: ") ? String(words.dropFirst("fatal: ".count)) : words
    return LLMError(.inputMissing, "git says: \(said.isEmpty ? "nothing, and ends with \(end.status)" : said)")
  }
}
