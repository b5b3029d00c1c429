import LLMCore
import LLMTestKit
import Testing

/// `--require-price`: nothing is sent that might cost nobody knows what.
@Suite struct RequiredPriceTests {
  private static let reply = ScriptedTransport.Reply.sse([Payload.text("yes"), Payload.stop])

  private static func scene(_ more: String = "", baseURL: String = "https://api.test/v1") -> ChatScene {
    let scene = ChatScene(reply)
    scene.configure("providers:\n  work: {base_url: '\(baseURL)', models: [m1]}\n\(more)")
    return scene
  }

  @Test func `a model without a price is refused before anything is sent`() async throws {
    var scene = Self.scene()
    scene.invocation.requiresPrice = true
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(scene.notes.last?.contains("nobody knows what work/m1 costs, and a price is required") == true)
  }

  @Test func `the configuration can require it as well`() async throws {
    let scene = Self.scene("require_price: true\n")
    #expect(try await scene.run() == .refusedBeforeSending)
    #expect(scene.stage.transport.calls.isEmpty)
    #expect(try await Self.scene("require_price: false\n").run() == .complete)
  }

  @Test func `a price of the configuration is one`() async throws {
    let scene = Self.scene("require_price: true\nprices:\n  work/m1: {input: 1, output: 2}\n")
    #expect(try await scene.run() == .complete)
    #expect(scene.output == "yes")
  }

  @Test func `what this machine answers needs none`() async throws {
    let scene = Self.scene("require_price: true\n", baseURL: "http://127.0.0.1:8080/v1")
    #expect(try await scene.run() == .complete)
  }
}
