import LLMCore
import LLMTestKit
import Testing

@Suite struct ThinkTagSplitterTests {
  struct Channels: Equatable {
    var answer = ""
    var reasoning = ""
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let answer: String
    let reasoning: String

    init(_ text: String, answer: String = "", reasoning: String = "") {
      (self.text, self.answer, self.reasoning) = (text, answer, reasoning)
    }

    var testDescription: String { text.debugDescription }
  }

  @Test(arguments: [
    Case("<think>why</think>because", answer: "because", reasoning: "why"),
    Case("\n <think>\nwhy\n</think>\n\nbecause ", answer: "because ", reasoning: "\nwhy\n"),
    Case("<think></think>because", answer: "because"),
    Case("<think>a < b </thin </think <think></think>c", answer: "c", reasoning: "a < b </thin </think <think>"),
    Case("<think><<</</think>x", answer: "x", reasoning: "<<</"),
    Case("<think></thi</think>x", answer: "x", reasoning: "</thi"),
    Case("<think>never closed", reasoning: "never closed"),
    Case("<think>almost closed</think", reasoning: "almost closed</think"),
    Case("<think>only thought</think>", reasoning: "only thought"),
    Case("<think>only thought</think> \n", reasoning: "only thought"),
    Case("plain", answer: "plain"),
    Case("  indented", answer: "  indented"),
    Case("a <think>later</think> tag", answer: "a <think>later</think> tag"),
    Case("<think>a</think>b<think>c</think>", answer: "b<think>c</think>", reasoning: "a"),
    Case("<thinking>other</thinking>", answer: "<thinking>other</thinking>"),
    Case("<thi", answer: "<thi"),
    Case(" \n", answer: " \n"),
    Case("<THINK>x</THINK>", answer: "<THINK>x</THINK>"),
    Case("<think>é€😀</think>é€😀", answer: "é€😀", reasoning: "é€😀"),
    Case("</think>x", answer: "</think>x"),
    Case(""),
  ])
  func `C48 think tags, cut everywhere`(_ fixture: Case) throws {
    let channels = try everySplit(of: fixture.text, Self.split)
    #expect(channels == Channels(answer: fixture.answer, reasoning: fixture.reasoning))
  }

  @Test func `an answer is not held back`() {
    var splitter = ThinkTagSplitter()
    #expect(splitter.split(Array("<".utf8)) == [])
    #expect(splitter.split(Array("b>".utf8)) == [.answer(Array("<b>".utf8))])
    #expect(splitter.split(Array("<think>".utf8)) == [.answer(Array("<think>".utf8))])
  }

  @Test func `reasoning is not held back`() {
    var splitter = ThinkTagSplitter()
    #expect(splitter.split(Array("<think>abc".utf8)) == [.reasoning(Array("abc".utf8))])
    #expect(splitter.split(Array("d</".utf8)) == [.reasoning(Array("d".utf8))])
    #expect(splitter.split(Array("p>".utf8)) == [.reasoning(Array("</p>".utf8))])
  }

  static func split(_ pieces: [[UInt8]]) -> Channels {
    var splitter = ThinkTagSplitter()
    var (answer, reasoning): ([UInt8], [UInt8]) = ([], [])
    for piece in pieces.flatMap({ splitter.split($0) }) + splitter.finish() {
      switch piece {
      case .answer(let bytes): answer += bytes
      case .reasoning(let bytes): reasoning += bytes
      }
    }
    return Channels(
      answer: String(decoding: answer, as: UTF8.self), reasoning: String(decoding: reasoning, as: UTF8.self))
  }
}
