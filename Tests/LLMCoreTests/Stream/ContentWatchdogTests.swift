import LLMCore
import Testing

@Suite struct ContentWatchdogTests {
  /// One thing the watchdog is told, and when, in milliseconds.
  enum Step: Sendable {
    case content(Int)
    case finish(Int)
    case end(Int)
  }

  private static func verdict(_ steps: [Step], at now: Int) -> ContentWatchdog.Verdict {
    var watchdog = ContentWatchdog(
      limits: TimeLimits(firstContent: .seconds(30), idleContent: .seconds(20)), now: .milliseconds(100_000))
    for step in steps {
      switch step {
      case .content(let time): watchdog.noteContent(at: .milliseconds(time))
      case .finish(let time): watchdog.noteFinish(at: .milliseconds(time))
      case .end(let time): watchdog.noteEnd(at: .milliseconds(time))
      }
    }
    return watchdog.verdict(at: .milliseconds(now))
  }

  @Test(
    arguments: [
      ([], 100000, .wait(until: .milliseconds(130000))), ([], 129999, .wait(until: .milliseconds(130000))),
      ([], 130000, .firstContentOverdue), ([], 9999000, .firstContentOverdue),
      ([.content(110000)], 110000, .wait(until: .milliseconds(130000))), ([.content(110000)], 130000, .contentStalled),
      ([.content(110000), .content(125000)], 144900, .wait(until: .milliseconds(145000))),
      ([.content(129000), .finish(129000)], 130000, .wait(until: .milliseconds(131000))),
      ([.finish(110000)], 112000, .finished),
      ([.finish(110000), .finish(111000)], 112000, .finished),
      ([.finish(110000), .content(111000)], 112000, .finished),
      ([.end(110000)], 110050, .wait(until: .milliseconds(110100))), ([.end(110000)], 110100, .finished),
      ([.finish(110000), .end(111000)], 111050, .wait(until: .milliseconds(111100))),
      ([.finish(110000), .end(111000)], 111100, .finished),
      ([.end(110000), .finish(111000), .end(112000)], 110100, .finished),
      ([.end(110000), .content(110050)], 110100, .finished),
    ] as [([Step], Int, ContentWatchdog.Verdict)])
  func `B38 what is to be done at a moment`(_ steps: [Step], now: Int, verdict: ContentWatchdog.Verdict) {
    #expect(Self.verdict(steps, at: now) == verdict)
  }
}
