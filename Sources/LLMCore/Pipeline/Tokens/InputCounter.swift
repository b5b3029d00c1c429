/// Counts what was asked for, one input after the other.
struct InputCounter {
  let context: LocalContext
  let basis: TokenBasis
  let invocation: TokensInvocation
  let monitor: CountMonitor

  /// The path that stands for standard input.
  static let standardInput = "-"

  static var nothingToCount: LLMError {
    LLMError(
      .usage, "nothing to count: no path is given and standard input is a terminal",
      advice: "Name files or folders, or '-' to type the text")
  }

  /// Counts every input.
  ///
  /// Throws `LLMError` of kind `usage` where nothing is asked for, and of kind `inputInvalid` for a special token that is to
  /// be refused.
  func count() throws(LLMError) -> [InputCount] {
    var paths = invocation.paths
    if paths.isEmpty {
      guard !context.tree.inputIsTerminal else {
        throw Self.nothingToCount
      }
      paths = [Self.standardInput]
    }
    guard paths.count(where: { $0 == Self.standardInput }) <= 1 else {
      throw LLMError(.usage, "standard input can be counted only once", advice: "Give '-' once")
    }
    var inputs: [InputCount] = []
    var counter: SourceCounter?
    for path in paths {
      let counted = inputs.reduce(0) { $0 + $1.tokens }
      inputs.append(
        try count(path, with: &counter, allowance: invocation.budget.map { basis.reach($0) - counted } ?? .max))
    }
    return inputs
  }

  /// Counts one input; the counter is made when the first needs it.
  private func count(
    _ argument: String, with counter: inout SourceCounter?, allowance: Int
  ) throws(LLMError) -> InputCount {
    let path = RawPath(argument)
    let isInput = argument == Self.standardInput
    var input = InputCount(path: path, kind: isInput ? .input : .file)
    let source: any ByteSource
    do throws(FileError) {
      source = isInput ? context.tree.openInput() : try context.tree.open(path, waitsForWriter: true)
    } catch {
      if error == .isDirectory { return try folders.count(path) }
      input.failures = [FileFailure(path: path, error: error)]
      return input
    }
    let own = counter ?? makeCounter(first: source)
    counter = own
    do throws(SourceCounter.Failure) {
      // What is asked for by name is counted whatever it looks like.
      guard let outcome = try own.count(source, at: path, skipsBinary: false, allowance: allowance) else {
        return input
      }
      (input.tokens, input.bytes) = (outcome.tokens, outcome.bytes)
      (input.isCut, input.isStopped) = (outcome.isCut, outcome.isStopped)
    } catch {
      switch error {
      case .unreadable(let reason): input.failures = [FileFailure(path: path, error: reason)]
      case .special(let found): throw found.error(in: path)
      }
    }
    return input
  }

  private var folders: FolderCounter {
    let memory = TextCounter.Memory()
    return FolderCounter(
      tree: context.tree, workers: context.workers,
      makeCounter: { [basis, invocation, monitor] in
        SourceCounter(basis, special: invocation.special, limit: invocation.limit, monitor: monitor, memory: memory)
      }, monitor: monitor)
  }

  private func makeCounter(first source: any ByteSource) -> SourceCounter {
    let isOnly = invocation.paths.count == 1 && source.status.kind == .regular && source.status.size > 0
    return SourceCounter(
      basis, special: invocation.special, limit: invocation.limit, monitor: monitor,
      memory: TextCounter.Memory(expecting: isOnly ? source.status.size : .max))
  }
}

extension SpecialTokenFound {
  /// The error for a special token in an input.
  func error(in path: RawPath) -> LLMError {
    LLMError(
      .inputInvalid, "\(path.spoken) has the special token \(spelling) at byte \(offset)",
      advice: "'--special text' counts it as text, '--special allow' as one token")
  }
}
