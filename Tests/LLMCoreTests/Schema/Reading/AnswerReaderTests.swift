import LLMCore
import LLMTestKit
import Testing

@Suite struct AnswerReaderTests {
  @Test(arguments: FoundAnswers.all)
  func `a value is found`(_ fixture: AnswerCase) throws {
    let outcome = try fixture.read()
    #expect(outcome == fixture.outcome)
  }

  @Test(arguments: MendedAnswers.all)
  func `a grammar is mended`(_ fixture: AnswerCase) throws {
    let outcome = try fixture.read()
    #expect(outcome == fixture.outcome)
  }

  @Test(arguments: FittedAnswers.all)
  func `a value is fitted to its schema without loss`(_ fixture: AnswerCase) throws {
    let outcome = try fixture.read()
    #expect(outcome == fixture.outcome)
  }

  @Test(arguments: RefusedAnswers.all)
  func `nothing is invented`(_ fixture: AnswerCase) throws {
    let outcome = try fixture.read()
    #expect(outcome == fixture.outcome)
  }
}
