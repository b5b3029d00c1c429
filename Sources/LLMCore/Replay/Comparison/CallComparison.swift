/// Two calls side by side: what differed in the request, what came of it, and what it took.
package struct CallComparison: Sendable, Equatable {
  /// How two answers relate.
  package enum AnswerChange: Sendable, Equatable {
    /// Byte by byte.
    case same
    case text(WordDifference)
    /// Both are JSON; what stands around the values is not compared.
    case structure(JSONDifference)
    /// One of both has none that was recorded, or neither has.
    case missing(old: String?, new: String?)
  }

  package let old: ComparedCall
  package let new: ComparedCall
  package let request: [RequestChange]
  package let answer: AnswerChange
  /// Nil where neither asked for any.
  package let toolCalls: ToolCallDifference?
  package let figures: [ComparedFigure]
  /// What a model thinks of the answers, where one was asked.
  package var judgement: JudgeVerdict?

  /// - Parameter value: the JSON value that an answer is, as a whole or in a code fence; nil where it is none.
  package init(_ old: ComparedCall, _ new: ComparedCall, value: (String) -> JSONValue?) {
    (self.old, self.new) = (old, new)
    request = RequestChange.changes(from: old, to: new)
    answer = Self.answerChange(old.answer, new.answer, value)
    toolCalls =
      old.toolCalls.isEmpty && new.toolCalls.isEmpty ? nil : ToolCallDifference(old.toolCalls, new.toolCalls)
    figures = Self.figures(old, new)
  }

  /// Whether both answers say the same and ask for the same calls. Answers that nobody has are not the same.
  package var isSame: Bool {
    let isAnswerSame =
      switch answer {
      case .same: true
      case .text(let difference): difference.isEmpty
      case .structure(let difference): difference.isEmpty
      case .missing(let old, let new): old == nil && new == nil && toolCalls != nil
      }
    return isAnswerSame && toolCalls?.isEmpty != false
  }

  private static func answerChange(_ old: String?, _ new: String?, _ value: (String) -> JSONValue?) -> AnswerChange {
    guard let old, let new else { return .missing(old: old, new: new) }
    if old.utf8.elementsEqual(new.utf8) { return .same }
    if let before = value(old), let after = value(new) { return .structure(JSONDifference(before, after)) }
    return .text(WordDifference(old, new))
  }

  private static func figures(_ old: ComparedCall, _ new: ComparedCall) -> [ComparedFigure] {
    func count(_ name: String, _ path: (ComparedCall) -> Int?) -> ComparedFigure {
      ComparedFigure(name, path(old).map(ComparedFigure.Value.count), path(new).map(ComparedFigure.Value.count))
    }
    func time(_ name: String, _ path: (ComparedCall) -> Int?) -> ComparedFigure {
      ComparedFigure(
        name, path(old).map(ComparedFigure.Value.milliseconds), path(new).map(ComparedFigure.Value.milliseconds))
    }
    func word(_ name: String, _ path: (ComparedCall) -> String?) -> ComparedFigure {
      ComparedFigure(name, path(old).map(ComparedFigure.Value.word), path(new).map(ComparedFigure.Value.word))
    }
    func cost(_ call: ComparedCall) -> ComparedFigure.Value? {
      call.cost.certainty == .unknown ? nil : .cost(call.cost)
    }
    var figures = [
      word("outcome") { $0.error ?? $0.verdict }, word("finish", \.finishReason),
      word("model served") { $0.servedBy ?? $0.modelServed }, count("tokens in", \.usage.input),
      count("tokens out", \.usage.output), count("reasoning", \.usage.reasoningOutput),
      ComparedFigure("cost", cost(old), cost(new)), time("first token", \.timeToFirstToken), time("total", \.totalTime),
      count("characters") { $0.answer?.count },
    ]
    // What neither provider tells of is no news.
    figures.removeAll { ["reasoning", "model served"].contains($0.name) && $0.old == nil && $0.new == nil }
    return figures
  }
}
