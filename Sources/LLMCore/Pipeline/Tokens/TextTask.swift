internal import Tokenizer

/// What is done with one text that is read whole: its tokens are printed or shown, or it is cut.
struct TextTask {
  let context: LocalContext
  let reporter: Reporter
  let basis: TokenBasis
  let invocation: TokensInvocation

  /// How much output is collected before it is written.
  private static let block = 64 << 10

  private var output: OutputWriter { OutputWriter(console: context.console) }
  private var encoding: Encoding { basis.tokenizer }

  /// Reads the text and does what was asked for.
  ///
  /// Throws `LLMError`.
  func run() throws(LLMError) -> ExitCode {
    guard basis.exactness == .exact else {
      throw LLMError(
        .usage, "the tokens of '\(invocation.model ?? basis.encoding)' can be counted, but not be shown or cut at",
        advice: "Its tokenizer is not public; name another model or an encoding with -e")
    }
    let input = try WholeInput(tree: context.tree).read(invocation.paths, limit: invocation.limit)
    if input.isCut { reporter.warning("\(input.path.spoken) is longer than the limit and was cut") }
    switch invocation.task {
    case .ids: try printIDs(of: input)
    case .show: try show(input)
    case .truncate(let tokens, let keep): try truncate(input, to: tokens, keep)
    case .split(let tokens, let overlap, let prefix): try split(input, tokens, overlap, prefix)
    case .count, .change, .chat: break
    }
    return input.isCut ? .partial : .complete
  }

  // MARK: Tokens

  private func printIDs(of input: WholeInput.Text) throws(LLMError) {
    let ids: [TokenID]
    do {
      ids = try encoding.encode(input.bytes, specialTokens: invocation.special.policy)
    } catch {
      throw SpecialTokenFound(error).error(in: input.path)
    }
    if invocation.printsJSON {
      let numbers = ids.map { JSONValue.integer(Int($0)) }
      return try output.show(document("token_ids", tokens: ids.count, [JSONMember("ids", .array(numbers))]))
    }
    var lines = ""
    for id in ids {
      lines += "\(id)\n"
      if lines.utf8.count >= Self.block {
        try output.show(lines)
        lines = ""
      }
    }
    try output.show(lines)
  }

  private func show(_ input: WholeInput.Text) throws(LLMError) {
    let tokens: [TextToken]
    do {
      tokens = try encoding.encodeWithRanges(input.bytes, specialTokens: invocation.special.policy)
    } catch {
      throw SpecialTokenFound(error).error(in: input.path)
    }
    let isColoured = context.console.outputIsTerminal && context.environment["NO_COLOR"] == nil
    try output.show(coloured: TokenView(input.bytes, tokens: tokens, style: isColoured ? .coloured : .separated).text)
    reporter.notice("\(tokens.count) tokens, exact (\(basis.encoding))")
  }

  // MARK: Parts

  private func truncate(_ input: WholeInput.Text, to limit: Int, _ kept: KeptText) throws(LLMError) {
    let short = ShortenedText(input.bytes, to: limit, keeping: kept, with: encoding)
    if invocation.printsJSON {
      return try output.show(
        document(
          "truncation", tokens: short.tokens,
          [
            JSONMember("cut", .bool(short.isCut)), JSONMember("bytes", .integer(short.bytes.count)),
            JSONMember("input_bytes", .integer(input.bytes.count)),
            JSONMember("text", .string(String(decoding: short.bytes, as: UTF8.self))),
          ]))
    }
    try output.show(short.bytes)
    reporter.notice(
      short.isCut
        ? "cut to \(short.tokens) tokens, exact: \(short.bytes.count) of \(input.bytes.count) bytes"
        : "nothing had to be cut: \(short.tokens) tokens, exact")
  }

  private func split(
    _ input: WholeInput.Text, _ limit: Int, _ overlap: Int, _ prefix: String?
  ) throws(LLMError) {
    let ranges = input.bytes.withUnsafeBytes { encoding.split($0, into: limit, overlap: overlap) }
    let pieces = try ranges.enumerated().map { (index, range) throws(LLMError) in
      TextPiece(index: index + 1, tokens: try count(input, range), range: range)
    }
    if let tooLong = pieces.first(where: { $0.tokens > limit }) {
      reporter.warning("piece \(tooLong.index) is one character of \(tooLong.tokens) tokens, more than \(limit)")
    }
    if let prefix {
      try write(pieces, of: input, RawPath(prefix))
      reporter.notice("\(pieces.count) piece\(pieces.count == 1 ? "" : "s") of at most \(limit) tokens written")
    } else if invocation.printsJSON {
      let tokens = pieces.reduce(0) { $0 + $1.tokens }
      try output.show(
        document("pieces", tokens: tokens, [JSONMember("pieces", .array(pieces.map { $0.json(of: input.bytes) }))]))
    } else {
      for piece in pieces { try output.show(piece.json(of: input.bytes)) }
    }
  }

  private func count(_ input: WholeInput.Text, _ range: Range<Int>) throws(LLMError) -> Int {
    do {
      return try input.bytes.withUnsafeBytes { text in
        try encoding.count(UnsafeRawBufferPointer(rebasing: text[range]), specialTokens: .asText)
      }
    } catch {
      throw LLMError(.internalError, "a special token where there can be none", detail: String(describing: error))
    }
  }

  /// Writes each piece into a file of its own; none is replaced.
  private func write(_ pieces: [TextPiece], of input: WholeInput.Text, _ prefix: RawPath) throws(LLMError) {
    for piece in pieces {
      let path = TextPiece.fileName(prefix, piece.index, of: pieces.count)
      do throws(FileError) {
        try context.tree.create(path, Array(input.bytes[piece.range]))
      } catch {
        throw LLMError(
          .cannotWrite, "cannot write \(path.shown): \(error.phrase)", advice: "Choose another prefix with --output")
      }
    }
  }

  /// One object of this command; version 1, members may be added, never changed.
  private func document(_ type: String, tokens: Int, _ members: [JSONMember]) -> JSONValue {
    .object(
      [
        JSONMember("version", .integer(1)), JSONMember("type", .string(type)),
        JSONMember("encoding", .string(basis.encoding)), JSONMember("model", .optional(invocation.model)),
        JSONMember("tokens", .integer(tokens)),
      ] + basis.exactness.members + members)
  }
}
