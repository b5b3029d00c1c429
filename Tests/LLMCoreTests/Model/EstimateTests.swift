import LLMCore
import Testing

/// Intervals against figures of the literature and of Python's `fractions` and `scipy.stats`.
@Suite struct EstimateTests {
  @Test(arguments: [
    (0, 10, 0.0, 0.2775327998628892), (10, 10, 0.7224672001371106, 1.0), (5, 10, 0.236593090512564, 0.763406909487436),
    (1, 3, 0.061491944720396215, 0.7923403991979523), (81, 263, 0.2552885198782742, 0.36620957698280004),
    (15, 148, 0.06238639953073628, 0.16048724172330803), (9999, 10_000, 0.9994337311025987, 0.9999823473263989),
  ])
  func `a share lies where Wilson says`(successes: Int, count: Int, lower: Double, upper: Double) {
    let interval = ShareEstimate(successes, of: count).interval
    #expect(abs(interval.lowerBound - lower) < 1e-12)
    #expect(abs(interval.upperBound - upper) < 1e-12)
  }

  @Test func `nothing is known of nothing`() {
    #expect(ShareEstimate(0, of: 0).share == nil)
    #expect(ShareEstimate(0, of: 0).interval == 0...1)
    #expect(ShareDifference(of: ShareEstimate(0, of: 0), above: ShareEstimate(1, of: 2)) == nil)
    #expect(MeanEstimate([]).mean == nil)
    #expect(MeanEstimate([7]).interval == nil)
    #expect(QuantileEstimate(50, of: []).value == nil)
  }

  /// Newcombe 1998, table II, method 10: 56/70 and 48/80, 10/10 and 0/10, 9/10 and 3/10.
  @Test(arguments: [
    (56, 70, 48, 80, 0.0524, 0.3339, true), (10, 10, 0, 10, 0.6075, 1.0, true), (9, 10, 3, 10, 0.1705, 0.8090, true),
    (5, 10, 4, 10, -0.2898, 0.4509, false),
  ])
  func `a difference lies where Newcombe says`(
    one: Int, ofOne: Int, other: Int, ofOther: Int, lower: Double, upper: Double, isMore: Bool
  ) throws {
    let difference = try #require(
      ShareDifference(of: ShareEstimate(one, of: ofOne), above: ShareEstimate(other, of: ofOther)))
    #expect(abs(difference.interval.lowerBound - lower) < 5e-5)
    #expect(abs(difference.interval.upperBound - upper) < 5e-5)
    #expect(difference.isMoreThanChance == isMore)
  }

  /// 1740 ± 2.776 · 573.236; Student's quantile of four degrees of freedom.
  @Test func `a mean lies where Student says, rounded outwards`() throws {
    let estimate = MeanEstimate([1200, 1500, 900, 4000, 1100])
    #expect(estimate.mean == 1740)
    let interval = try #require(estimate.interval)
    #expect((145...148).contains(interval.lowerBound))
    #expect((3332...3335).contains(interval.upperBound))
    let squares = MeanEstimate((1...50).map { Int128($0 * $0 * 1000) })
    #expect(squares.mean == 858_500)
    // -856760 ± 2.776 · sqrt(573.236² + 108450.219²)
    let difference = try #require(estimate.difference(above: squares))
    #expect((-1_157_825...(-1_157_822)).contains(difference.lowerBound))
    #expect((-555_698...(-555_695)).contains(difference.upperBound))
  }

  @Test func `the same value again and again has no spread, and huge ones do not stop the program`() {
    #expect(MeanEstimate([5, 5, 5]).interval.map { $0.contains(5) && $0.upperBound - $0.lowerBound <= 2 } == true)
    #expect(MeanEstimate([Int128.max / 4, -Int128.max / 4]).interval != nil)
    #expect(MeanEstimate([-1, -2]).mean == -2)
  }

  /// Ranks by exact binomial sums of Python's `fractions`.
  @Test(arguments: [
    (3, 50, nil, nil), (5, 50, nil, nil), (6, 50, 1, 6), (10, 50, 2, 9), (20, 50, 6, 15), (101, 50, 41, 61),
    (1000, 50, 469, 532), (5, 95, 4, nil), (59, 95, 52, nil), (72, 95, 64, 72), (100, 95, 90, 100),
    (1000, 95, 936, 964),
  ])
  func `a quantile lies between ranks of the sample`(count: Int, percent: Int, lower: Int?, upper: Int?) {
    let estimate = QuantileEstimate(percent, of: (1...count).reversed())
    #expect(estimate.lower == lower)
    #expect(estimate.upper == upper)
  }

  @Test func `a quantile is the nearest rank's`() {
    #expect(QuantileEstimate(50, of: [4, 1, 3, 2]).value == 2)
    #expect(QuantileEstimate(95, of: Array(1...100)).value == 95)
    #expect(QuantileEstimate(95, of: [9]).value == 9)
  }

  @Test(arguments: [(0.5, "0.5000"), (-0.03125, "-0.0313"), (1, "1.0000"), (0, "0.0000"), (0.00004, "0.0000")])
  func `shares have four digits`(share: Double, text: String) { #expect(ShareEstimate.digits(share) == text) }
}
