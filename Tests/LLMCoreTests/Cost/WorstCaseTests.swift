import LLMCore
import LLMTestKit
import Testing

/// What a request can cost at the most, which is what a budget sets aside.
@Suite struct WorstCaseTests {
  private let terms = CallTerms(at: AccountingTrapTests.noon)

  private func model(_ name: String) throws -> ModelPrice { try #require(PriceTable.compiledIn.price(of: name)) }

  @Test func `it is the whole prompt and the longest answer`() throws {
    #expect(try model("gpt-4o").worstCase(promptTokens: 1000, maxOutput: 100, under: terms) == Money(decimal: "0.0035"))
    // Without a limit of the request, the model's own: 16,384 tokens.
    #expect(try model("gpt-4o").worstCase(promptTokens: 0, maxOutput: nil, under: terms) == Money(decimal: "0.16384"))
  }

  @Test func `a prompt that may be written to a cache costs that`() throws {
    let claude = try model("claude-opus-4-5")
    #expect(claude.worstCase(promptTokens: 1_000_000, maxOutput: 0, under: terms) == Money(decimal: "6.25"))
    #expect(
      claude.worstCase(promptTokens: 1_000_000, maxOutput: 0, writesLongCache: true, under: terms)
        == Money(decimal: "10"))
  }

  @Test func `without a limit on the answer there is none`() throws {
    var endless = try model("gpt-4o")
    endless.outputCap = nil
    #expect(endless.worstCase(promptTokens: 1, maxOutput: nil, under: terms) == nil)
    #expect(try model("text-embedding-3-small").worstCase(promptTokens: 1000, maxOutput: nil, under: terms) != nil)
  }

  /// Whatever becomes of the call, it costs no more.
  @Test func `no call of any model is above its worst case`() throws {
    var generator = SeededRandom(seed: 7)
    for index in stride(from: 0, to: PriceTable.compiledIn.modelCount, by: 7) {
      let model = PriceTable.compiledIn.model(index)
      let prompt = generator.below(400_000) + 4
      let output = model.mode == .embedding ? 0 : generator.below(5000)
      let service = BilledService.allCases[generator.below(BilledService.allCases.count)]
      let terms = CallTerms(at: AccountingTrapTests.noon, service: service, region: .us, isFast: true)
      let bound = try #require(
        model.worstCase(promptTokens: prompt, maxOutput: output, writesLongCache: true, under: terms))
      for hour in 0..<8 {
        let moment = Timestamp(milliseconds: AccountingTrapTests.noon.milliseconds + Int64(hour) * 3_600_000 * 7)
        var later = terms
        later.moment = moment
        let quarter = prompt / 4
        let usage = Usage(
          uncachedInput: prompt - 3 * quarter, cacheRead: quarter, cacheWriteShort: quarter, cacheWriteLong: quarter,
          textOutput: output / 2, reasoningOutput: output - output / 2)
        #expect(try #require(model.price(of: usage, under: later)).total <= bound, "\(model.name) \(service)")
      }
    }
  }
}
