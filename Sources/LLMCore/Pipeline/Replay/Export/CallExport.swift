/// One run of `llmctl replay export`: real calls become the cases of a suite.
package struct CallExport: Sendable {
  /// Newest calls that are looked through for those with a tag.
  private static let mostSearched = 5000

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Throws `LLMError` where the ledger cannot be read, a call is not there or has no answer, and the file cannot be written.
  package func run(_ invocation: ExportInvocation) async throws(LLMError) -> ExitCode {
    let calls = try await calls(invocation)
    guard !calls.isEmpty else {
      throw LLMError(
        .inputMissing, "there is no call with a complete answer to export",
        advice: "'llmctl replay list' shows what there is")
    }
    for call in calls {
      for omission in call.omissions { reporter.warning("call \(call.id.text): \(omission)") }
    }
    let suite = ExportedSuite(name: name(invocation), calls: calls, assertion: invocation.assertion)
    let text = context.keysInPlay.mask.maskedExactly(invocation.format == .yaml ? suite.yaml : suite.lines)
    guard let path = invocation.output else {
      try OutputWriter(console: context.console).show(text)
      return .complete
    }
    do throws(FileError) { try context.tree.create(RawPath(path), Array(text.utf8)) } catch {
      throw LLMError(
        .cannotWrite, "cannot write the suite to \(RawPath(path).shown): \(error.phrase)",
        advice: "A file that is there is not replaced: it may hold what somebody wrote by hand")
    }
    reporter.notice("\(calls.count) \(calls.count == 1 ? "case" : "cases") written to \(RawPath(path).shown)")
    return .complete
  }

  private func name(_ invocation: ExportInvocation) -> String {
    if let name = invocation.name { return name }
    let file = invocation.output?.split(separator: "/").last.map(String.init) ?? "exported"
    return file.firstIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  /// The oldest first, as they happened. Calls that are named must be exportable; of others, those that are.
  private func calls(_ invocation: ExportInvocation) async throws(LLMError) -> [ExportedCall] {
    let finder = CallFinder(context: context)
    var calls: [ExportedCall] = []
    for reference in invocation.references {
      let record = try await finder.call(reference)
      guard let call = try await export(record) else {
        throw LLMError(
          .inputInvalid, "the call \(record.id.text) cannot be exported: \(ExportedCall.obstacle(of: record))")
      }
      calls.append(call)
    }
    guard invocation.references.isEmpty else { return calls }
    var query = CallQuery(limit: Self.mostSearched)
    (query.states, query.tags) = ([.done], try Tags.parse(invocation.tags))
    // What a suite asked is no call of its own.
    for found in try await finder.calls(query) where found.intent.command != "replay" {
      guard calls.count < invocation.limit else { break }
      // A list has the beginning of long texts only.
      guard let record = try await finder.find(found.id.text), let call = try await export(record) else { continue }
      calls.append(call)
    }
    return calls.reversed()
  }

  /// The call with all that was recorded of its request; nil for one that cannot be exported.
  private func export(_ record: CallRecord) async throws(LLMError) -> ExportedCall? {
    guard var call = ExportedCall(record) else { return nil }
    let source = try await ReplaySource(record, in: context)
    (call.system, call.earlier, call.options) = (source.system, source.earlier, source.options)
    (call.prompt, call.schema) = (source.prompt.content, source.schema?.schema)
    if let (values, input) = templated(record, source) {
      (call.parameters, call.prompt) = (values, input)
      (call.system, call.earlier, call.schema) = (nil, [], nil)
    }
    // A case of nothing but files, which a suite does not have, could not be asked.
    guard !call.prompt.trimmingBlanks.isEmpty || call.parameters != nil else { return nil }
    if !source.prompt.images.isEmpty || !source.prompt.documents.isEmpty {
      call.omissions.append("its images and documents are left out; give its case 'files'")
    }
    if !source.tools.isEmpty { call.omissions.append("its tools are left out; give its case 'tools: FILE'") }
    if source.withheldSecrets > 0 { call.omissions.append("placeholders stand for secrets that were not kept") }
    return call
  }

  /// What the call put into its template; nil where a case cannot say it: with files, or in the middle of a conversation.
  private func templated(_ record: CallRecord, _ source: ReplaySource) -> (values: [JSONMember], input: String)? {
    guard record.intent.promptVersion != nil, let template = source.template, template.files.isEmpty,
      template.standardInput == nil || template.words.isEmpty, record.intent.conversation == record.id.text
    else { return nil }
    return (template.values, template.standardInput ?? template.words)
  }
}
