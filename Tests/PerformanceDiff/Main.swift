// Reads a diff and packs it by exact tokens, and says how long that takes.
//
//   llmctl-bench-diff FILE [LIMIT [THREADS]]   sizes, and the median and the best of eleven runs in milliseconds: reading; packing into
//                                              parts of so many tokens of o200k_base (50000 where nothing is said) on so many
//                                              threads (2); both
import Glibc
import LLMCore
import Tokenizer

@main
struct Main {
  static func main() async {
    let words = CommandLine.arguments.dropFirst()
    guard let path = words.first, let bytes = content(of: path) else {
      say("llmctl-bench-diff: FILE [LIMIT [THREADS]]")
      exit(64)
    }
    let limit = words.count > 1 ? Int(words[words.startIndex + 1]) ?? 50_000 : 50_000
    let threads = words.count > 2 ? Int(words[words.startIndex + 2]) ?? 2 : 2
    do throws(DiffError) {
      var times: [(reading: Double, packing: Double)] = []
      var parts = 0
      for _ in 0..<11 {
        let start = ContinuousClock.now
        let diff = try Diff(parsing: bytes)
        let middle = ContinuousClock.now
        let packed = await pack(diff, limit: limit, threads: threads)
        let end = ContinuousClock.now
        parts = packed.count
        times.append(((middle - start) / .milliseconds(1), (end - middle) / .milliseconds(1)))
      }
      let diff = try Diff(parsing: bytes)
      let lines = diff.files.reduce(0) { $0 + $1.hunks.reduce(0) { $0 + $1.lines.count } }
      say("\(bytes.count) bytes  \(diff.files.count) files  \(lines) lines  \(parts) parts")
      report("reading", times.map(\.reading))
      report("packing", times.map(\.packing))
      report("both", times.map { $0.reading + $0.packing })
    } catch {
      say("line \(error.line): \(error.words)")
      exit(65)
    }
  }

  /// Packs with several threads that remember pieces together.
  private static func pack(_ diff: Diff, limit: Int, threads: Int) async -> [DiffPacker.Part] {
    let memory = PieceMemory(expecting: diff.bytes.count)
    let cuts = await DiffPacker.cuts(of: Array(diff.files.indices), in: diff, limit: limit, tasks: threads) {
      let counter = TokenCounter(.o200kBase, specialTokens: .asText, remembering: memory)
      return { count($0, counter) }
    }
    return DiffPacker.parts(of: cuts.flatMap(\.pieces), in: diff, limit: limit)
  }

  private static func count(_ text: ArraySlice<UInt8>, _ counter: TokenCounter) -> Int {
    // Taken as text, no special token can be refused.
    text.withUnsafeBytes { try? counter.append($0) }
    return (try? counter.finish()) ?? 0
  }

  private static func report(_ name: String, _ times: [Double]) {
    let sorted = times.sorted()
    let shown = [sorted[sorted.count / 2], sorted[0]].map { "\(($0 * 10).rounded() / 10)" }
    say("\(name)  \(shown[0]) ms  best \(shown[1]) ms")
  }

  private static func content(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { result += piece[..<count] }
    return result
  }

  private static func say(_ line: String) {
    _ = Array("\(line)\n".utf8).withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }
}
