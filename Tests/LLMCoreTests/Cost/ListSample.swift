import LLMCore
import Testing

/// Price lists as LiteLLM writes them, and tables made of them.
enum ListSample {
  /// Saturday, 2027-11-20, 12:00 UTC: a year after the table in the program was made, nearly to the day.
  static let later = Timestamp(milliseconds: AccountingTrapTests.noon.milliseconds + 365 * 86_400_000)
  static let laterDay: UInt32 = 20_271_120

  /// A chat model of OpenAI's with these members more.
  static func model(_ name: String, _ more: String = "", provider: String = "openai") -> String {
    #""\#(name)":{"litellm_provider":"\#(provider)","mode":"chat","input_cost_per_token":2e-06,"output_cost_per_token":8e-06\#(more)}"#
  }

  static func text(_ models: String...) -> String { "{\(models.joined(separator: ","))}" }

  static func list(_ models: String...) throws -> PriceList {
    try PriceList(reading: Array("{\(models.joined(separator: ","))}".utf8))
  }

  static func table(_ list: PriceList, snapshot: UInt32 = laterDay) throws -> PriceTable {
    let image = try #require(PriceImage(list, snapshot: snapshot))
    return try #require(PriceTable(bytes: image.bytes))
  }

  /// A table of one model whose only entry this is.
  static func price(_ more: String, name: String = "m", provider: String = "openai") throws -> ModelPrice {
    let table = try table(try list(model(name, more, provider: provider)))
    #expect(table.modelCount == 1)
    return table.model(0)
  }
}
