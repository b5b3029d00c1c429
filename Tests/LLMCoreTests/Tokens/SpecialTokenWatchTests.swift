import LLMCore
import Testing

/// Special tokens are noticed wherever they stand.
@Suite struct SpecialTokenWatchTests {
  private static func found(_ pieces: [String]) -> String? {
    var watch = SpecialTokenWatch(.standard)
    watch.beginText()
    for piece in pieces { Array(piece.utf8).withUnsafeBytes { watch.look(at: $0) } }
    return watch.found
  }

  @Test func `wherever a piece ends`() {
    let text = "some | text || with <| in it <|endofprompt|> and more"
    for place in 0...text.utf8.count {
      let index = text.utf8.index(text.startIndex, offsetBy: place)
      #expect(Self.found([String(text[..<index]), String(text[index...])]) == "<|endofprompt|>")
    }
    #expect(Self.found(text.map { String($0) }) == "<|endofprompt|>")
  }

  @Test(arguments: ["", "|", "<|", "<||>", "<|endoftext|", "|endoftext|>", "<|endof|>", "<|endoftext|<|", "a < b | c"])
  func `nothing else is one`(text: String) { #expect(Self.found([text]) == nil) }

  @Test func `the first of several is told, and a new text begins anew`() {
    #expect(Self.found(["<|endofprompt|><|endoftext|>"]) == "<|endofprompt|>")
    var watch = SpecialTokenWatch(.standard)
    Array("<|endof".utf8).withUnsafeBytes { watch.look(at: $0) }
    watch.beginText()
    Array("text|>".utf8).withUnsafeBytes { watch.look(at: $0) }
    #expect(watch.found == nil)
  }
}
