/// Pairs of calls as one page of HTML that needs nothing else, with the answers beside each other.
///
/// Answers of any length can be looked at: what is the same far from any difference is folded away, what is far down is not laid
/// out before somebody scrolls there, and of a very long answer the end is left out, which the page says.
package struct ComparisonPage {
  package let html: String

  /// Bytes of an answer, and of other texts, that are shown.
  private static let mostAnswerBytes = 256 << 10
  private static let mostTextBytes = 32 << 10
  private static let context = 3

  /// - Parameters:
  ///   - pairs: what is compared, each under a heading of its own.
  ///   - table: what is said of all calls, where there are many.
  ///   - madeAt: when, for the foot of the page.
  package init(_ pairs: [CallComparison], table: ComparisonTable? = nil, version: String, madeAt: String) {
    let title = pairs.count == 1 ? "Two calls compared" : "Calls compared"
    let body: Markup = """
      <header><h1>\(title)</h1></header>
      <main>
      \(table.map(Self.section) ?? .none)\(pairs.enumerated().map { Self.section($0.element, number: $0.offset + 1) })</main>
      <footer><p>Made by llmctl \(version) at \(madeAt). Amounts are US dollars.</p></footer>

      """
    html = PageFrame(title: title, version: version, style: ComparisonPageStyle.sheet, body: body).html
  }

  private static func section(_ pair: CallComparison, number: Int) -> Markup {
    let verdict = pair.isSame ? "the same answer" : "different answers"
    return """
      <section class="card"><h2><bdi>\(pair.old.title)</bdi> and <bdi>\(pair.new.title)</bdi></h2>
      <p class="lead"><code>\(pair.old.id.text)</code> and <code>\(pair.new.id.text)</code>: \(verdict)</p>
      \(request(pair))\(figures(pair))\(answer(pair))\(toolCalls(pair))\(pair.judgement.map(judgement) ?? .none)</section>

      """
  }

  // MARK: Request and figures

  private static func request(_ pair: CallComparison) -> Markup {
    guard !pair.request.isEmpty else { return "<p class=\"note\">Nothing is known to differ in the request.</p>\n" }
    let rows = pair.request.map { change -> Markup in
      switch change.kind {
      case .value(let old, let new):
        "<dt>\(change.name)</dt><dd><del>\(old)</del> <ins>\(new)</ins></dd>\n"
      case .text(let difference):
        "<dt>\(change.name)</dt><dd>\(unified(difference))</dd>\n"
      case .structure(let difference):
        "<dt>\(change.name)</dt><dd>\(structure(difference))</dd>\n"
      case .unknown(let reason): "<dt>\(change.name)</dt><dd class=\"none\">\(reason)</dd>\n"
      }
    }
    return "<h3>Request</h3>\n<dl class=\"request\">\n\(rows)</dl>\n"
  }

  private static func figures(_ pair: CallComparison) -> Markup {
    let rows = pair.figures.map { figure -> Markup in
      """
      <tr><th scope="row">\(figure.name)</th><td class="n">\(figure.oldShown)</td><td class="n">\(figure.newShown)</td>\
      <td class="n">\(figure.change)</td></tr>

      """
    }
    return """
      <h3>Figures</h3>
      <div class="table"><table><caption>What both calls took</caption>
      <thead><tr><th scope="col"></th><th scope="col" class="n">A</th><th scope="col" class="n">B</th>\
      <th scope="col" class="n">Change</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }

  // MARK: Answers

  private static func answer(_ pair: CallComparison) -> Markup {
    switch pair.answer {
    case .same:
      let rows = ComparedRows(WordDifference(pair.old.answer ?? "", pair.old.answer ?? ""), limit: mostAnswerBytes)
      return "<h3>Answers</h3>\n<p class=\"note\">Both are the same.</p>\n\(folded(rows, "Show it"))"
    case .text(let difference): return "<h3>Answers</h3>\n\(parallel(difference, pair))"
    case .structure(let difference):
      let words = WordDifference(pair.old.answer ?? "", pair.new.answer ?? "")
      return """
        <h3>Answers</h3>
        <p class="note">Both are JSON, compared by structure.</p>
        \(structure(difference))<details><summary>Show them as text</summary>
        \(parallel(words, pair))</details>

        """
    case .missing(let old, let new):
      return """
        <h3>Answers</h3>
        <div class="sides"><div class="names"><div>A</div><div>B</div></div>
        <div class="row"><div>\(single(old))</div><div>\(single(new))</div></div></div>

        """
    }
  }

  private static func single(_ answer: String?) -> Markup {
    guard let answer else { return "<p class=\"none\">no answer was recorded</p>" }
    return "\(lines: answer.prefix(bytes: mostAnswerBytes))\(cutNote(answer, mostAnswerBytes))"
  }

  private static func parallel(_ difference: WordDifference, _ pair: CallComparison) -> Markup {
    let rows = ComparedRows(difference, context: context, limit: mostAnswerBytes)
    let hint: Markup =
      difference.isExact ? .none : "<p class=\"note\">The texts are too different to find all that they share.</p>\n"
    return """
      \(hint)<div class="sides"><div class="names"><div>A <bdi>\(pair.old.title)</bdi></div>\
      <div>B <bdi>\(pair.new.title)</bdi></div></div>
      \(rows.items.map(item))</div>
      \(cutNote(rows))
      """
  }

  private static func item(_ item: ComparedRows.Item) -> Markup {
    switch item {
    case .row(let row): return self.row(row)
    case .omitted(let rows):
      return """
        <details class="fold"><summary>\(rows.count.grouped) lines are the same</summary>
        \(rows.map(row))</details>

        """
    }
  }

  private static func row(_ row: ComparedRows.Row) -> Markup {
    let kind: Markup = row.isKept ? "row" : "row changed"
    return """
      <div class="\(kind)"><div>\(row.side(.removed).map(marked))</div><div>\(row.side(.added).map(marked))</div></div>

      """
  }

  private static func folded(_ rows: ComparedRows, _ summary: String) -> Markup {
    let text = rows.items.map { item -> Markup in
      guard case .row(let row) = item else { return .none }
      return "\(row.segments.map(marked))\n"
    }
    return "<details><summary>\(summary)</summary>\n<div class=\"text\">\(text)</div>\n\(cutNote(rows))</details>\n"
  }

  private static func unified(_ difference: WordDifference) -> Markup {
    let rows = ComparedRows(difference, context: context, limit: mostTextBytes)
    let text = rows.items.map { item -> Markup in
      switch item {
      case .row(let row): "\(row.segments.map(marked))\n"
      case .omitted(let rows): "<span class=\"none\">… \(rows.count.grouped) lines are the same …</span>\n"
      }
    }
    return "<div class=\"text\">\(text)</div>\(cutNote(rows))"
  }

  private static func marked(_ segment: WordDifference.Segment) -> Markup {
    switch segment.fate {
    case .kept: "\(lines: segment.text)"
    case .removed: "<del>\(lines: segment.visibleText)</del>"
    case .added: "<ins>\(lines: segment.visibleText)</ins>"
    }
  }

  private static func cutNote(_ rows: ComparedRows) -> Markup { note(cutBytes: rows.cutBytes) }

  private static func cutNote(_ text: String, _ limit: Int) -> Markup {
    note(cutBytes: text.utf8.count - text.prefix(bytes: limit).utf8.count)
  }

  private static func note(cutBytes: Int) -> Markup {
    cutBytes > 0 ? "<p class=\"note\">\(cutBytes.grouped) more bytes are not shown.</p>\n" : .none
  }

  // MARK: Structure

  /// Entries of a list that are shown.
  private static let mostEntries = 500
  /// Bytes of a value in it, and of the arguments of a call.
  private static let mostValueBytes = 1000
  private static let mostArgumentBytes = 2000

  private static func structure(_ difference: JSONDifference) -> Markup {
    guard !difference.isEmpty else { return "<p class=\"note\">The values are the same.</p>\n" }
    let rows = difference.entries.prefix(mostEntries).map { entry -> Markup in
      let old: Markup = entry.old.map { "<del>\(short($0))</del> " } ?? .none
      let new: Markup = entry.new.map { "<ins>\(short($0))</ins>" } ?? .none
      return "<li><code>\(entry.pointer.isEmpty ? "the whole value" : entry.pointer)</code> \(old)\(new)</li>\n"
    }
    return """
      <ul class="changes">
      \(Array(rows))</ul>
      \(note(more: difference.entries.count - rows.count, "changes"))
      """
  }

  private static func note(more: Int, _ what: String) -> Markup {
    more > 0 ? "<p class=\"note\">\(more.grouped) more \(what) are not shown.</p>\n" : .none
  }

  /// A value; of a long one the beginning, and how much more there is.
  private static func short(_ value: JSONValue) -> String {
    let text = JSONWriter.text(of: value)
    let start = text.prefix(bytes: mostValueBytes)
    let more = text.utf8.count - start.utf8.count
    return more > 0 ? "\(start)… (\(more.grouped) more bytes are not shown)" : text
  }

  private static func toolCalls(_ pair: CallComparison) -> Markup {
    guard let difference = pair.toolCalls else { return .none }
    let rows = difference.entries.prefix(mostEntries).map { entry -> Markup in
      let details: Markup =
        entry.arguments.map(structure) ?? entry.words.map(unified)
        ?? entry.text.map { text -> Markup in
          let (start, note) = (text.prefix(bytes: mostArgumentBytes), cutNote(text, mostArgumentBytes))
          return entry.fate == .added ? "<ins>\(lines: start)</ins>\(note)" : "<del>\(lines: start)</del>\(note)"
        } ?? .none
      return "<li>\(entry.fate.rawValue) <code>\(entry.name)</code> \(details)</li>\n"
    }
    let more = note(more: difference.entries.count - rows.count, "calls")
    return "<h3>Tool calls</h3>\n<ul class=\"changes\">\n\(Array(rows))</ul>\n\(more)"
  }

  // MARK: Judge and table

  private static func judgement(_ verdict: JudgeVerdict) -> Markup {
    let opinions = zip(["A was shown first", "B was shown first"], verdict.opinions).map { order, opinion -> Markup in
      "<li>\(order) (\(opinion.oldScore) : \(opinion.newScore)): \(opinion.reason)</li>\n"
    }
    return """
      <h3>Judge</h3>
      <p>\(verdict.summary), says <bdi>\(verdict.judge)</bdi> for \(verdict.cost.shown).</p>
      <ul class="changes">
      \(opinions)</ul>

      """
  }

  private static func section(_ table: ComparisonTable) -> Markup {
    let rows = table.rows.map { row -> Markup in
      func number(_ value: Int?) -> String { value.map(\.grouped) ?? "unknown" }
      return """
        <tr><th scope="row"><bdi>\(row.model)</bdi></th><td class="n">\(row.calls.grouped)</td>\
        <td class="n">\(row.done.grouped)</td><td class="n">\(row.cost.shown)</td>\
        <td class="n">\(row.medianTime.map { Duration.milliseconds($0).spoken } ?? "unknown")</td>\
        <td class="n">\(number(row.medianOutput))</td>\
        <td class="n">\(row.answers == 0 ? "unknown" : "\(row.mostFrequent) of \(row.answers)")</td>\
        <td class="n">\(number(row.shortest))\(row.shortest == row.longest ? "" : " to \(number(row.longest))")</td></tr>

        """
    }
    let columns = ["Model", "Calls", "Done", "Cost", "Median time", "Tokens out", "Agree", "Characters"]
    let heads = columns.enumerated().map { index, name -> Markup in
      index == 0 ? "<th scope=\"col\">\(name)</th>" : "<th scope=\"col\" class=\"n\">\(name)</th>"
    }
    return """
      <section class="card"><h2>All calls</h2>
      <div class="table"><table><caption>What each model took</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div></section>

      """
  }
}

extension WordDifference.Segment {
  /// The text; of nothing but line ends, an arrow for each, which would show nothing otherwise.
  package var visibleText: String {
    guard text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\r" }) else { return text }
    return text.unicodeScalars.map { $0 == "\n" ? "↵\n" : "␍" }.joined()
  }
}
