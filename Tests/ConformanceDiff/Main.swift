// Reads a diff as llmctl does, and says what it found, for scripts/diff_roundtrip.py to compare with what git says.
//
//   llmctl-conformance-diff list <DIFF      a line per file, fields separated by tabs: the last line of the text before it up to a space,
//                                           kind, percent of similarity, modes, ids, lines added and removed (`-` for binary
//                                           files), old and new path in hexadecimal digits; `-` for what is not told
//   llmctl-conformance-diff write <DIFF     the diff again, made from what was read
import Glibc
import LLMCore

@main
struct Main {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    let bytes = input()
    do throws(DiffError) {
      let diff = try Diff(parsing: bytes)
      switch words.first {
      case "list": output(listing(of: diff))
      case "write": output(DiffWriter(diff).bytes())
      default:
        complain("llmctl-conformance-diff: list | write")
        exit(64)
      }
    } catch {
      complain("line \(error.line), byte \(error.offset): \(error.words)")
      exit(65)
    }
  }

  private static func listing(of diff: Diff) -> [UInt8] {
    var commit: [UInt8] = [UInt8(ascii: "-")]
    var passages = diff.passages[...]
    var text: [UInt8] = []
    for (number, file) in diff.files.enumerated() {
      while let passage = passages.first, passage.filesBefore <= number {
        let lines = diff.bytes[passage.range].split(separator: 0x0A)
        if let line = lines.last { commit = Array(line.prefix { $0 != UInt8(ascii: " ") }) }
        passages = passages.dropFirst()
      }
      text += commit + [0x09] + Array(fields(of: file, diff).joined(separator: "\t").utf8) + [0x0A]
    }
    return text
  }

  private static func fields(of file: FileChange, _ diff: Diff) -> [String] {
    let olds = [file.old] + file.otherParents
    func id(_ state: FileChange.State) -> String {
      state.id.map { String(decoding: diff.bytes[$0], as: UTF8.self) } ?? "-"
    }
    let (added, removed) = (file.addedCount, file.removedCount)
    return [
      "\(file.kind)", file.similarity.map { "\($0)" } ?? "-",
      olds.map { $0.mode?.text ?? "-" }.joined(separator: ","), file.new.mode?.text ?? "-",
      olds.map(id).joined(separator: ","), id(file.new),
      file.binary == nil ? "\(added)" : "-", file.binary == nil ? "\(removed)" : "-",
      file.oldPath.map { hexadecimal($0.bytes) } ?? "-", file.newPath.map { hexadecimal($0.bytes) } ?? "-",
    ]
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func input() -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = read(0, &block, block.count), count > 0 { bytes += block[..<count] }
    return bytes
  }

  private static func output(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      guard count > 0 else { exit(74) }
      rest = rest.dropFirst(count)
    }
  }

  private static func complain(_ line: String) {
    _ = Array("\(line)\n".utf8).withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
