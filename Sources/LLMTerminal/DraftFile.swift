internal import Glibc
internal import LLMCore

/// A draft in a file of its own, for the user's editor.
struct DraftFile {
  private let environment: Environment
  private let hidden: @Sendable () -> Set<String>

  /// What comes back larger than this was not meant.
  private static let sizeLimit = 16 << 20

  /// - Parameter hidden: the environment variables that editors and pagers do not get.
  init(_ environment: Environment, hiding hidden: @escaping @Sendable () -> Set<String>) {
    self.environment = environment
    self.hidden = hidden
  }

  /// Has the user edit the draft in `$VISUAL` or `$EDITOR`, or vi, and waits. Nil where it is to stay as it was: the editor
  /// failed or cannot be started.
  func edit(_ draft: String) -> String? {
    guard let bytes = edit(exactly: Self.lines(draft), ending: "md") else { return nil }
    let text = PastedText.clean(bytes)
    // Editors end the last line.
    return text.hasSuffix("\n") ? String(text.unicodeScalars.dropLast()) : text
  }

  /// The same of a file's bytes, which come back as the editor left them.
  func edit(exactly bytes: [UInt8], ending: String) -> [UInt8]? {
    withFile(of: bytes, ending: ending) { path in
      let program = ForegroundProgram(shell: "\(editor) \"$1\"", argument: path, hiding: hidden())
      return program.run() == 0 ? Self.read(path) : nil
    }
  }

  /// Has the user read a text in `$PAGER`, or less, and waits. False where it cannot be started.
  func page(_ text: String) -> Bool {
    withFile(of: Self.lines(text), ending: "md") { path in
      ForegroundProgram(shell: "\(environment["PAGER"] ?? "less") \"$1\"", argument: path, hiding: hidden()).run()
    } != nil
  }

  /// A text as lines of a file, of which the last one ends, too.
  private static func lines(_ text: String) -> [UInt8] {
    Array((text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n")).utf8)
  }

  /// Calls with the path of a file with these bytes, which is only for this user and gone afterwards; nil where it cannot be made.
  private func withFile<Value>(of bytes: [UInt8], ending: String, _ body: (String) -> Value?) -> Value? {
    let folder = environment["TMPDIR"] ?? "/tmp"
    var path = Array("\(folder)/llmctl-XXXXXX.\(ending)".utf8CString)
    // Only for this user, as mkstemps makes it.
    let descriptor = mkstemps(&path, Int32(ending.utf8.count + 1))
    guard descriptor >= 0 else { return nil }
    defer { unlink(path) }
    let isWritten = Self.write(bytes, to: descriptor)
    close(descriptor)
    guard isWritten, let name = String(validating: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) else {
      return nil
    }
    return body(name)
  }

  private var editor: String { environment["VISUAL"] ?? environment["EDITOR"] ?? "vi" }

  private static func write(_ content: [UInt8], to descriptor: Int32) -> Bool {
    var bytes = content[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  private static func read(_ path: String) -> [UInt8]? {
    // By its name: most editors write a new file and give it the old one's name.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while content.count <= sizeLimit {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return content }
      content += block[..<count]
    }
    return nil
  }
}
