/// What a number of calls cost and took, summed up.
package struct Spend: Sendable, Equatable {
  /// Calls, each with all of its tries.
  package var calls = 0
  /// Tries beyond the first of each call: retries, other models, asking again.
  package var retries = 0
  /// Calls that ended without a whole answer.
  package var failures = 0
  /// Calls that the response cache answered.
  package var cacheHits = 0
  /// Tries that somebody charged for, without a known price. What they cost is in none of the amounts.
  package var unpriced = 0
  /// By the tokens that providers told.
  package var told = Money.zero
  /// By tokens that were counted here, of answers that broke off.
  package var estimated = Money.zero
  /// What may have been charged or not, at most: tries that failed after they had been sent, and processes that were killed.
  package var possible = Money.zero
  /// What answers would have cost that the response cache or another call had.
  package var saved = Money.zero
  /// The tokens that were charged, in six buckets that do not overlap.
  package var uncachedInput = 0
  package var cacheRead = 0
  package var cacheWriteShort = 0
  package var cacheWriteLong = 0
  package var textOutput = 0
  package var reasoningOutput = 0

  package init() {}

  /// What was spent, as far as anybody knows: told and estimated, without what is only possible.
  package var spent: Money { told + estimated }

  /// All prompt tokens, cached or not.
  package var input: Int { uncachedInput + cacheRead + cacheWriteShort + cacheWriteLong }

  /// All answer tokens, reasoning included.
  package var output: Int { textOutput + reasoningOutput }

  /// Whether nothing happened.
  package var isEmpty: Bool { self == Spend() }

  package static func += (left: inout Self, right: Self) {
    left.calls += right.calls
    left.retries += right.retries
    left.failures += right.failures
    left.cacheHits += right.cacheHits
    left.unpriced += right.unpriced
    left.told += right.told
    left.estimated += right.estimated
    left.possible += right.possible
    left.saved += right.saved
    left.uncachedInput += right.uncachedInput
    left.cacheRead += right.cacheRead
    left.cacheWriteShort += right.cacheWriteShort
    left.cacheWriteLong += right.cacheWriteLong
    left.textOutput += right.textOutput
    left.reasoningOutput += right.reasoningOutput
  }

  package static func -= (left: inout Self, right: Self) {
    left.calls -= right.calls
    left.retries -= right.retries
    left.failures -= right.failures
    left.cacheHits -= right.cacheHits
    left.unpriced -= right.unpriced
    left.told = left.told - right.told
    left.estimated = left.estimated - right.estimated
    left.possible = left.possible - right.possible
    left.saved = left.saved - right.saved
    left.uncachedInput -= right.uncachedInput
    left.cacheRead -= right.cacheRead
    left.cacheWriteShort -= right.cacheWriteShort
    left.cacheWriteLong -= right.cacheWriteLong
    left.textOutput -= right.textOutput
    left.reasoningOutput -= right.reasoningOutput
  }
}
