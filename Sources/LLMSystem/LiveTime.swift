internal import Glibc
package import LLMCore

/// The clocks of this machine.
package struct LiveTime: TimeSource {
  package init() {}

  /// CLOCK_MONOTONIC, which stands still while the machine is suspended.
  package func monotonic() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// CLOCK_BOOTTIME, which goes on while the machine is suspended.
  package func sinceBoot() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  package func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  package var bootID: String { LiveProcess.bootID }

  package func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  package func zone(at moment: Timestamp) -> ZoneOffset {
    var seconds = time_t(clamping: moment.milliseconds / 1000)
    var local = tm()
    guard localtime_r(&seconds, &local) != nil else { return ZoneOffset(seconds: 0, name: "UTC") }
    let name = local.tm_zone.map { String(cString: $0) } ?? "UTC"
    return ZoneOffset(seconds: local.tm_gmtoff, name: name)
  }

  package func sleep(until deadline: Duration) async throws {
    let remaining = deadline - monotonic()
    if remaining > .zero { try await Task.sleep(for: remaining, clock: .suspending) }
  }
}
