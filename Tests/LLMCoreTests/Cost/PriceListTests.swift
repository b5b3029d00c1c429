import LLMCore
import Testing

/// What is made of LiteLLM's price list: rules of `scripts/prices.py`, which conformance compares byte for byte.
@Suite struct PriceListTests {
  private let terms = CallTerms(at: ListSample.later)

  private func total(_ price: ModelPrice, _ usage: Usage, _ terms: CallTerms? = nil) -> String? {
    price.price(of: usage, under: terms ?? self.terms)?.total.decimal
  }

  @Test func `a table that is written is read as it was meant`() throws {
    let list = try ListSample.list(
      ListSample.model("b", #","max_input_tokens":1000,"max_output_tokens":50,"supports_vision":true"#),
      ListSample.model("azure/a", provider: "azure"))
    let table = try ListSample.table(list)
    #expect((table.modelCount, table.snapshotDay) == (2, "2027-11-20"))
    #expect((0..<table.nameCount).map { table.name($0) } == ["azure/a", "b", "openai/b"])
    let price = try #require(table.price(of: "b"))
    #expect((price.name, price.match, price.snapshot) == ("openai/b", .exact, ListSample.laterDay))
    #expect((price.contextWindow, price.outputCap) == (1000, 50))
    #expect(price.abilities == [.areKnown, .vision])
    #expect(total(price, Usage(uncachedInput: 1_000_000, textOutput: 1_000_000)) == "10")
  }

  @Test func `tiers, services and batches have their own rates`() throws {
    let price = try ListSample.price(
      #"""
      ,"input_cost_per_token_above_200k_tokens":4e-06,"output_cost_per_token_above_200k_tokens":9e-06,
      "input_cost_per_token_flex":1e-06,"output_cost_per_token_flex":3e-06,
      "input_cost_per_token_batches":5e-07,"output_cost_per_token_batches":4e-06
      """#)
    let short = Usage(uncachedInput: 200_000, textOutput: 1000)
    #expect(total(price, short) == "0.408")
    #expect(total(price, Usage(uncachedInput: 200_001, textOutput: 1000)) == "0.809004")
    #expect(total(price, short, CallTerms(at: ListSample.later, service: .flex)) == "0.203")
    #expect(total(price, short, CallTerms(at: ListSample.later, service: .batch)) == "0.104")
  }

  @Test func `a table of tiers prices the whole request by one of them`() throws {
    let price = try ListSample.price(
      #"""
      ,"tiered_pricing":[{"range":[0,32000],"input_cost_per_token":1e-06,"output_cost_per_token":2e-06},
      {"range":[32000,128000],"input_cost_per_token":3e-06,"output_cost_per_token":6e-06}]
      """#)
    #expect(total(price, Usage(uncachedInput: 1000, textOutput: 1000)) == "0.003")
    #expect(total(price, Usage(uncachedInput: 100_000, textOutput: 1000)) == "0.306")
  }

  @Test func `off-peak hours cross midnight, and those of some days are only theirs`() throws {
    let price = try ListSample.price(
      #","off_peak_pricing":{"input_cost_per_token":1e-06,"windows":[{"hours_utc":"22:00-02:00","weekdays":[5]}]}"#)
    #expect(price.variants.compactMap(\.offPeak) == [[4 * 1440..<4 * 1440 + 120, 4 * 1440 + 1320..<5 * 1440]])
    // The moment is a Saturday at noon.
    #expect(total(price, Usage(uncachedInput: 1_000_000, textOutput: 0)) == "2")
    let friday = Timestamp(milliseconds: ListSample.later.milliseconds - 13 * 3_600_000)
    #expect(total(price, Usage(uncachedInput: 1_000_000, textOutput: 0), CallTerms(at: friday)) == "1")
  }

  @Test func `caches, reasoning and factors come along`() throws {
    let price = try ListSample.price(
      #"""
      ,"cache_read_input_token_cost":2e-07,"cache_creation_input_token_cost":2.5e-06,
      "cache_creation_input_token_cost_above_1hr":4e-06,"output_cost_per_reasoning_token":9e-06,
      "provider_specific_entry":{"us":1.1,"fast":2}
      """#)
    let usage = Usage(
      cacheRead: 1_000_000, cacheWriteShort: 1_000_000, cacheWriteLong: 1_000_000, textOutput: 0,
      reasoningOutput: 1_000_000)
    #expect(total(price, usage) == "15.7")
    #expect(total(price, usage, CallTerms(at: ListSample.later, region: .us, isFast: true)) == "34.54")
  }

  @Test func `a free cache on a model that costs is no price, and neither is a truth value`() throws {
    let price = try ListSample.price(#","cache_read_input_token_cost":0,"cache_creation_input_token_cost":false"#)
    #expect(total(price, Usage(cacheRead: 1_000_000, cacheWriteShort: 1_000_000, textOutput: 0)) == "4")
  }

  @Test(arguments: [
    (#""input_cost_per_token":-2e-06"#, "the price for input is negative"),
    (#""input_cost_per_token":2"#, "the price for input is more than 1000 dollars for a million tokens"),
    (#""input_cost_per_token":1e400"#, "input_cost_per_token is no amount of dollars"),
    (#""input_cost_per_token":"2e-06""#, "input_cost_per_token is no amount of dollars"),
    (#""input_cost_per_token":[2e-06]"#, "input_cost_per_token is no amount of dollars"),
    (#""input_cost_per_token":1.4e-12"#, "the price for input is no whole number of 10^-12 dollars"),
    (#""input_cost_per_token":0"#, "no price for input"), (#""output_cost_per_token":null"#, "no price for output"),
    (#""tiered_pricing":[{"input_cost_per_token":1e-06}]"#, "tiered_pricing has a tier without a range"),
    (
      #""off_peak_pricing":{"hours_utc":"nine to five"}"#, "off_peak_pricing has hours that cannot be read"
    ),
    (
      #""off_peak_pricing":{"windows":[{"hours_utc":"01:00-02:00","weekdays":[9]}]}"#,
      "off_peak_pricing has hours that cannot be read"
    ),
    (#""provider_specific_entry":{"us":70}"#, "the factor us has no place in the table"),
  ])
  func `what makes no sense is left out and named`(member: String, reason: String) throws {
    let list = try ListSample.list(ListSample.model("good"), ListSample.model("bad", ",\(member)"))
    #expect(Array(list.models.keys) == ["openai/good"])
    #expect(list.leftOut.map(\.key) == ["bad"])
    #expect(list.leftOut.map(\.reason) == [reason])
  }

  @Test func `the sample, pictures and providers that are not listed are passed over`() throws {
    let list = try ListSample.list(
      ListSample.model("good"), #""sample_spec":{"mode":"one of: chat","input_cost_per_token":"a number"}"#,
      #""dall-e":{"litellm_provider":"openai","mode":"image_generation"}"#, ListSample.model("x", provider: "acme"))
    #expect(list.models.count == 1)
    #expect(list.leftOut.isEmpty)
  }

  @Test(arguments: ["", "[]", "{}", "{\"a\":", "<html>", #"{"a":{}}"#, #"{"a":1,"b":[]}"#, "\u{FEFF}{}"])
  func `a file without a model is no list`(text: String) {
    #expect(throws: PriceList.Failure.self) { try PriceList(reading: Array(text.utf8)) }
  }

  @Test func `the noise of a division is rounded off`() throws {
    let price = try ListSample.price(#","cache_read_input_token_cost":4.0000000000000003e-07"#)
    #expect(total(price, Usage(cacheRead: 1_000_000, textOutput: 0)) == "0.4")
  }

  @Test func `names stand alone, without a date, and with a point`() throws {
    let list = try ListSample.list(
      ListSample.model("claude-nova-5-1-20261101", provider: "anthropic"),
      ListSample.model("claude-nova-5-1-20261001", #","cache_read_input_token_cost":1e-07"#, provider: "anthropic"),
      ListSample.model("azure/nova", provider: "azure"), ListSample.model("mistral/nova-latest", provider: "mistral"))
    let table = try ListSample.table(list)
    for (name, model) in [
      ("claude-nova-5-1", "anthropic/claude-nova-5-1-20261101"),
      ("claude-nova-5.1", "anthropic/claude-nova-5-1-20261101"),
      ("claude-nova-5-1-20261001", "anthropic/claude-nova-5-1-20261001"), ("nova-latest", "mistral/nova-latest"),
      ("nova", "mistral/nova-latest"), ("azure/nova", "azure/nova"),
    ] {
      #expect(table.price(of: name)?.name == model, "\(name)")
      #expect(table.price(of: name)?.match == .exact, "\(name)")
    }
  }

  @Test func `a table that was cut or changed in its head is refused`() throws {
    let image = try #require(PriceImage(try ListSample.list(ListSample.model("m")), snapshot: 20_271_120)).bytes
    #expect(PriceTable(bytes: Array(image.dropLast())) == nil)
    #expect(PriceTable(bytes: [0] + image.dropFirst()) == nil)
    #expect(PriceTable(bytes: []) == nil)
  }

  @Test func `what the program knows of the longer cache is kept while the price is the same`() throws {
    let known = PriceTable.compiledIn
    // A model whose hour's cache is not LiteLLM's would be billed as the short one after an update.
    let base = ListSample.model("gpt-4o", #","cache_creation_input_token_cost":3e-06"#)
    var list = try ListSample.list(base)
    list.complete(with: known)
    #expect(list.models["openai/gpt-4o"]?.variants.first?.rates[.cacheWriteLong] == nil)
    let other = try ListSample.table(
      try ListSample.list(
        ListSample.model(
          "gpt-4o", #","cache_creation_input_token_cost":3e-06,"cache_creation_input_token_cost_above_1hr":5e-06"#)))
    list.complete(with: other)
    #expect(list.models["openai/gpt-4o"]?.variants.first?.rates[.cacheWriteLong] == Money(decimal: "5e-6"))
    var dearer = try ListSample.list(
      ListSample.model("gpt-4o", #","cache_creation_input_token_cost":3.1e-06"#))
    dearer.complete(with: other)
    #expect(dearer.models["openai/gpt-4o"]?.variants.first?.rates[.cacheWriteLong] == nil)
  }
}
