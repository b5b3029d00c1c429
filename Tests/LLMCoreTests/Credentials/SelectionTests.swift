import LLMTestKit
import Testing

@testable import LLMCore

/// Which of several keys is used, and why the others are not.
@Suite struct SelectionTests {
  private let host = "https://api.openai.com"

  private func record(_ label: String, _ environment: String = "", host: String? = nil) throws -> CredentialRecord {
    CredentialRecord(
      id: .random(), name: try .of("openai", label, environment), host: host ?? self.host,
      created: Timestamp(milliseconds: 1), rotated: nil, retiring: nil, ending: [])
  }

  private func select(
    _ records: [CredentialRecord], label: String? = nil, environment: String? = nil
  ) -> CredentialSelection {
    CredentialSelection(
      CredentialQuery(provider: "openai", label: label, environment: environment, host: host), among: records)
  }

  @Test func `the only key is the one, whatever its label`() throws {
    let only = try record("work", "ci")
    #expect(select([only]).keys == [only])
  }

  @Test func `without a label the usual one wins, and the others say so`() throws {
    let usual = try record("default")
    let work = try record("work")
    let staged = try record("default", "prod")
    let selection = select([work, staged, usual])
    #expect(selection.keys == [usual])
    #expect(selection.passedOver.map(\.record) == [work, staged])
    #expect(selection.passedOver.allSatisfy { $0.reason == .notUsual })
  }

  @Test func `a label and an environment choose`() throws {
    let dev = try record("work", "dev")
    let prod = try record("work", "prod")
    let other = try record("default")
    #expect(select([dev, prod, other], label: "work", environment: "prod").keys == [prod])
    let byLabel = select([dev, prod, other], label: "work")
    #expect(byLabel.keys == [])
    #expect(byLabel.undecided == [dev.name, prod.name])
    #expect(byLabel.passedOver == [.init(record: other, reason: .otherLabel)])
    #expect(select([dev, prod, other], environment: "dev").keys == [dev])
    #expect(select([dev], label: "none").keys == [])
  }

  @Test func `a key for another host is none`() throws {
    let there = try record("default", host: "https://eu.openai.com")
    let selection = select([there])
    #expect(selection.keys == [])
    #expect(selection.passedOver == [.init(record: there, reason: .otherHost)])
  }

  @Test func `keys of other providers are not spoken of`() throws {
    let selection = CredentialSelection(CredentialQuery(provider: "groq", host: host), among: [try record("default")])
    #expect(selection.keys == [] && selection.passedOver == [] && selection.undecided == [])
  }

  @Test(arguments: [
    ("https://API.OpenAI.com/v1", "https://api.openai.com"), ("https://api.openai.com:443", "https://api.openai.com"),
    ("http://localhost:8080/v1", "http://localhost:8080"), ("http://[::1]:80/", "http://[::1]"),
    ("https://a.example:80", "https://a.example:80"),
    ("http+unix://%2Frun%2Fllama.sock/v1", "http+unix:/run/llama.sock"),
  ])
  func `URLs of one server have one host`(_ url: String, _ host: String) throws {
    #expect(try #require(Endpoint(url)).keyHost == host)
  }
}
