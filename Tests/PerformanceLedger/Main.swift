import Glibc
import LLMCore
import LLMStore
import Synchronization

/// Fills a ledger with calls as a busy team makes them, through the same code as every call, and tells what that took.
///
///     llmctl-bench-ledger FILE CALLS [DAYS [recorded]]
///
/// With `recorded`, calls have prompts and answers of many words, and every tenth is made without a recording, so that both are
/// measured side by side in one file.
@main
struct Main {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let calls = Int(arguments[2]), calls > 0 else {
      print("usage: llmctl-bench-ledger FILE CALLS [DAYS]")
      return
    }
    let days = arguments.count > 3 ? Int(arguments[3]) ?? 365 : 365
    let clock = PastClock()
    let ledger = SQLiteLedger(
      path: arguments[1], time: clock, process: ProcessIdentity(pid: 1, start: "1-bench"), isAlive: { _ in false },
      notice: { print($0.sentence) })
    let first = clock.now().milliseconds - Int64(days) * 86_400_000
    let isRecorded = arguments.count > 4 && arguments[4] == "recorded"
    var (times, plain): ([Int], [Int]) = ([], [])
    times.reserveCapacity(calls)
    var recordings = RecordingMaker(seed: 11)
    var maker = CallMaker(seed: 7)
    let (stopwatch, begin) = (ContinuousClock(), ContinuousClock.now)
    for number in 0..<calls {
      clock.set(first + Int64(Double(days) * 86_400_000 * maker.share(number, of: calls)))
      var (intent, outcome) = maker.call()
      if isRecorded { recordings.write(&intent, &outcome, isKept: number % 10 != 0) }
      let start = stopwatch.now
      let id = try await ledger.open(intent)
      maker.remember(id)
      // What `chat` does in between.
      let claim = SpendClaim(
        call: id, number: 1, provider: intent.provider, model: intent.modelAsked, most: Money(picodollars: 9_000_000),
        tokens: 4000)
      _ = try await ledger.reserve(claim, in: { _ in [] }, admits: { _ in true })
      try await ledger.close(id, outcome)
      let time = Int((stopwatch.now - start) / .nanoseconds(1))
      if isRecorded, intent.question == nil { plain.append(time) } else { times.append(time) }
    }
    let seconds = (stopwatch.now - begin) / .seconds(1)
    print("\(calls) calls opened, set aside for and closed in \(Int(seconds)) s: \(Int(seconds * 1e6) / calls) us each")
    print(Self.summary(times))
    if !plain.isEmpty { print("without recordings: \(Self.summary(plain))") }
  }

  private static func summary(_ times: [Int]) -> String {
    let sorted = times.sorted()
    func microseconds(_ permille: Int) -> Int { sorted[min(sorted.count - 1, sorted.count * permille / 1000)] / 1000 }
    return "median \(microseconds(500)) us, 99 % \(microseconds(990)) us, 99.9 % \(microseconds(999)) us"
  }
}

/// A clock that stands where it is put.
final class PastClock: TimeSource {
  private let moment: Mutex<Int64>

  init() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    moment = Mutex(Int64(time.tv_sec) * 1000)
  }

  func set(_ milliseconds: Int64) { moment.withLock { $0 = milliseconds } }
  func monotonic() -> Duration { .zero }
  func sinceBoot() -> Duration { .zero }
  var bootID: String { "bench" }
  func now() -> Timestamp { Timestamp(milliseconds: moment.withLock { $0 }) }
  func sleep(until deadline: Duration) async throws {}
}
