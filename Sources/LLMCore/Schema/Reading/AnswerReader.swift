/// Makes a JSON value of a model's words, in four steps that go on only where the one before did not do: strict reading;
/// finding the value among fences, tags and prose; mending its grammar; fitting it to the schema without loss.
///
/// Nothing is invented: what the text does not say stays missing, and a string or number that the end of the text cuts is an error. Work
/// is linear in the size of the answer, whatever stands in it.
package struct AnswerReader: Sendable {
  /// The schema that values are fitted to; nil fits nothing.
  package var schema: JSONValue?
  /// Whether a string that the end of the text cuts is kept as far as it came, as a step of its own, instead of being an error.
  package var keepsCutText = false
  /// Deeper values are refused, so that hostile input cannot exhaust the stack.
  package var maximumDepth = 128
  /// Larger answers are refused, in bytes.
  package var maximumSize = 64 << 20

  package init(schema: JSONValue? = nil) { self.schema = schema }

  /// Reads the value of a whole answer. `violations` says how many rules of the schema a value breaks, zero for a valid one. It is asked
  /// once for each value that might be meant, and once more for each when that was fitted to the schema.
  package func read(
    _ answer: [UInt8], violations: (JSONValue) -> Int = { _ in 0 }
  ) throws(ReadingError) -> AnswerReading {
    guard answer.count <= maximumSize else { throw ReadingError(.tooLarge, at: maximumSize) }
    let text = InvisibleMark.trimmed(answer.indices, of: answer)
    guard !text.isEmpty else { throw ReadingError(.noValue, at: 0) }
    if let value = try strictValue(answer, text) {
      return judged(ReadingCandidate(value, marks(answer, around: text)), violations).reading
    }
    // White space behind the text is left to it: a number that it follows was not cut.
    let rest = text.lowerBound..<answer.count
    let object = openObject(answer, rest)
    if case .success(let object)? = object { return judged(object, violations).reading }
    let finder = FragmentFinder(answer, in: rest, keepsCutText: keepsCutText, maximumDepth: maximumDepth)
    let candidates = Candidates(finder, answer).all.map { judged($0, violations) }
    if finder.fragments.isEmpty, let failure = finder.failure ?? object?.truncation, !wantsText { throw failure }
    if candidates.isEmpty || wantsText && !candidates.contains(where: \.isValid) {
      guard let whole = try wholeText(answer, text) else { throw ReadingError(.noValue, at: text.lowerBound) }
      return judged(whole, violations).reading
    }
    return try choose(from: finder, candidates)
  }

  /// Whether words may be the value as they are.
  private var wantsText: Bool { schema.map(Coercion.wantsText) == true }

  /// Reads the value of a whole answer.
  package func read(
    _ answer: String, violations: (JSONValue) -> Int = { _ in 0 }
  ) throws(ReadingError) -> AnswerReading { try read(Array(answer.utf8), violations: violations) }

  // MARK: Texts that are a value as a whole

  /// The value of a text that is JSON; nil for any other.
  private func strictValue(_ answer: [UInt8], _ text: Range<Int>) throws(ReadingError) -> JSONValue? {
    var reader = JSONReader(answer, in: text, maximumDepth: maximumDepth)
    do throws(JSONError) {
      let value = try reader.readValue()
      try reader.finish()
      return value
    } catch {
      if error.reason == .tooDeep { throw ReadingError(.tooDeep, at: text.lowerBound + error.offset) }
      return nil
    }
  }

  /// The step that says that there are marks around the text which are not white space.
  private func marks(_ answer: [UInt8], around text: Range<Int>) -> StepLog {
    var log = StepLog()
    let outside = [answer.indices.prefix(upTo: text.lowerBound), answer.indices.suffix(from: text.upperBound)].joined()
    if let mark = outside.first(where: { !InvisibleMark.isSpace(answer[$0]) }) { log.note(.invisible, at: mark) }
    return log
  }

  /// The object that a text is whose opening brace is missing, as when it goes on with one that the request ended with.
  private func openObject(_ answer: [UInt8], _ text: Range<Int>) -> Result<ReadingCandidate, ReadingError>? {
    guard Lookahead(answer, text.upperBound).isQuotedName(at: text.lowerBound, orCut: false) else { return nil }
    var parser = TolerantParser(answer, in: text, keepsCutText: keepsCutText, maximumDepth: maximumDepth)
    do throws(ReadingError) {
      let value = try parser.readOpenObject()
      parser.skipBlanks()
      guard parser.position == text.upperBound else { return nil }
      var candidate = ReadingCandidate(value, parser.log)
      candidate.isTruncated = parser.isTruncated
      return .success(candidate)
    } catch {
      return .failure(error)
    }
  }

  /// A text without objects and arrays: a value such as `'x'` or `True`, perhaps in a fence, or a string where the schema wants one. What
  /// begins with a quote and is no string was cut.
  private func wholeText(_ answer: [UInt8], _ text: Range<Int>) throws(ReadingError) -> ReadingCandidate? {
    var log = marks(answer, around: text)
    var content = text
    if let inside = FencedText.inside(of: text, in: answer) {
      log.note(.fence, at: text.lowerBound)
      content = inside
    }
    var parser = TolerantParser(answer, in: content, keepsCutText: false, maximumDepth: maximumDepth)
    do throws(ReadingError) {
      let value = try parser.readValue()
      parser.skipBlanks()
      if parser.position == content.upperBound {
        log.append(parser.log)
        return ReadingCandidate(value, log)
      }
    } catch {
      if !content.isEmpty, QuoteMark(in: answer, at: content.lowerBound, before: content.upperBound) != nil {
        throw error
      }
    }
    guard wantsText, !content.isEmpty else { return nil }
    log.note(.text, at: content.lowerBound)
    return ReadingCandidate(.string(String(decoding: answer[content], as: UTF8.self)), log)
  }

  // MARK: Judging

  /// A value that might be meant, as it is handed out if it is.
  private struct Judged {
    let candidate: ReadingCandidate
    let reading: AnswerReading

    var isValid: Bool { reading.violations == 0 }
    var rank: (Int, Int) { (candidate.isFenced ? 1 : 0, candidate.length) }
  }

  /// Makes names unique, and fits the value to the schema if it breaks that.
  private func judged(_ candidate: ReadingCandidate, _ violations: (JSONValue) -> Int) -> Judged {
    var log = candidate.log
    let value = RepeatedNames.merged(candidate.value, &log)
    func judged(_ value: JSONValue, _ log: StepLog, _ count: Int) -> Judged {
      Judged(
        candidate: candidate,
        reading: AnswerReading(value: value, steps: log.steps, isTruncated: candidate.isTruncated, violations: count))
    }
    let count = violations(value)
    guard count > 0, let schema else { return judged(value, log, count) }
    var coercion = Coercion(schema)
    guard let fitted = coercion.fitted(value), !coercion.log.steps.isEmpty else { return judged(value, log, count) }
    let remaining = violations(fitted)
    guard remaining < count else { return judged(value, log, count) }
    log.append(coercion.log)
    return judged(fitted, log, remaining)
  }

  /// With a schema the valid value that comes last, since models correct themselves; otherwise the largest one, those in fences first.
  private func choose(from finder: FragmentFinder, _ judged: [Judged]) throws(ReadingError) -> AnswerReading {
    let valid = judged.filter(\.isValid)
    if schema != nil, let last = valid.last(where: \.candidate.isJoined) ?? valid.last {
      return last.reading.after(finder.failure)
    }
    let pool = schema == nil ? judged : judged.filter { !$0.candidate.isJoined }
    let best = pool.reversed().max { $0.rank < $1.rank }
    guard let best else { throw finder.failure ?? ReadingError(.noValue, at: 0) }
    if let failure = finder.failure,
      finder.failedLength > best.candidate.length || schema != nil && failure.isTruncation
    {
      throw failure
    }
    return best.reading.after(finder.failure)
  }
}

extension Result where Success == ReadingCandidate, Failure == ReadingError {
  /// The failure, if the text was cut.
  fileprivate var truncation: ReadingError? {
    guard case .failure(let failure) = self, failure.isTruncation else { return nil }
    return failure
  }
}

extension AnswerReading {
  /// The same reading of a text that holds another value which could not be read.
  fileprivate func after(_ failure: ReadingError?) -> AnswerReading {
    AnswerReading(
      value: value, steps: steps, isTruncated: isTruncated || failure?.isTruncation == true, violations: violations)
  }
}
