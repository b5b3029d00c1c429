import Synchronization
import Testing

@testable import LLMCore

/// Who is asked at the same time, and who waits.
@Suite struct TurnstileTests {
  @Test func `so many are in at the same time, and everybody comes in`() async throws {
    let turnstile = Turnstile(places: 3)
    let inside = Inside()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          guard (try? await turnstile.enter()) != nil else { return }
          inside.count.withLock { count in
            count.now += 1
            count.all += 1
            count.most = max(count.most, count.now)
          }
          await Task.yield()
          inside.count.withLock { $0.now -= 1 }
          turnstile.leave()
        }
      }
    }
    let count = inside.count.withLock { $0 }
    #expect(count.now == 0 && count.all == 200 && count.most <= 3)
  }

  private final class Inside: Sendable {
    struct Count: Sendable {
      var now = 0
      var most = 0
      var all = 0
    }

    let count = Mutex(Count())
  }

  @Test func `who is cancelled takes no place, before, while or after it waits`() async throws {
    let turnstile = Turnstile(places: 1)
    try await turnstile.enter()
    let waiting = (0..<50).map { _ in
      Task { () -> Bool in
        do {
          try await turnstile.enter()
          turnstile.leave()
          return true
        } catch { return false }
      }
    }
    for (index, task) in waiting.enumerated() where index.isMultiple(of: 2) { task.cancel() }
    for (index, task) in waiting.enumerated() where index.isMultiple(of: 2) { #expect(await !task.value) }
    turnstile.leave()
    for (index, task) in waiting.enumerated() where !index.isMultiple(of: 2) { #expect(await task.value) }
    // The place is free again.
    try await turnstile.enter()
    turnstile.leave()
  }
}
