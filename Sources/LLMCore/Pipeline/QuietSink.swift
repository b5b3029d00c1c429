/// A sink for output that is made of the whole answer: JSON, an extracted code block.
package struct QuietSink: AnswerSink {
  package init() {}
  package func receive(_ event: StreamEvent) throws(ConsoleError) {}
  package func flush() throws(ConsoleError) {}
}
