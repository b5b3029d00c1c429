/// Writes runs of suites in the formats that were asked for, to standard output and into files.
struct SuiteReportWriter {
  let context: AppContext
  let reporter: Reporter

  /// Sees to it that what is paid for can be written down.
  ///
  /// Throws `LLMError` for a file that cannot be one, for one that something is read from, and for one that two reports go to.
  func check(_ invocation: SuiteInvocation) throws(LLMError) {
    let inputs = invocation.paths + (invocation.baseline.map { [$0] } ?? [])
    let read = Set(inputs.map { ReportFile.place(of: $0, context) })
    var written: Set<RawPath> = []
    for path in invocation.reports.map(\.path) + (invocation.output.map { [$0] } ?? []) {
      let file = try ReportFile(path, context)
      guard file.isReplaced else { continue }
      if read.contains(file.place) {
        throw LLMError(.usage, "a report would replace \(RawPath(path).shown), which this run reads")
      }
      guard written.insert(file.place).inserted else {
        throw LLMError(.usage, "two reports go to \(RawPath(path).shown)", advice: "Give each a file of its own")
      }
    }
  }

  /// Writes all that can be written. What was paid for is shown at least: where its file fails, the report goes to standard output.
  ///
  /// Throws `LLMError` of kind `cannotWrite`.
  func write(_ reports: [SuiteReport], _ invocation: SuiteInvocation, exitCode: ExitCode) throws(LLMError) {
    var failures: [LLMError] = []
    func keep(_ format: SuiteInvocation.Format, _ path: String) -> Bool {
      do throws(LLMError) {
        try write(bytes(format, reports, invocation, exitCode), to: path)
        return true
      } catch {
        failures.append(error)
        return false
      }
    }
    for report in invocation.reports { _ = keep(report.format, report.path) }
    let isKept = invocation.output.map { keep(invocation.format, $0) } ?? false
    do throws(LLMError) {
      if !isKept { try show(bytes(invocation.format, reports, invocation, exitCode), invocation.format) }
    } catch { failures.append(error) }
    guard let last = failures.popLast() else { return }
    for failure in failures { reporter.error(failure) }
    throw last
  }

  private func show(_ bytes: [UInt8], _ format: SuiteInvocation.Format) throws(LLMError) {
    let output = OutputWriter(console: context.console)
    // The table has made its parts safe, line by line.
    if format == .text {
      try output.show(coloured: String(decoding: bytes, as: UTF8.self))
    } else {
      try output.show(bytes)
    }
  }

  private func bytes(
    _ format: SuiteInvocation.Format, _ reports: [SuiteReport], _ invocation: SuiteInvocation, _ exitCode: ExitCode
  ) -> [UInt8] {
    switch format {
    case .text: Array(reports.map { SuiteTable($0, invocation.gate).text }.joined(separator: "\n").utf8)
    case .json: JSONWriter.bytes(of: SuiteDocument(reports, exitCode: exitCode).json) + [0x0A]
    case .jsonl: SuiteDocument.lines(reports).flatMap { JSONWriter.bytes(of: $0) + [0x0A] }
    case .junit: Array(JUnitReport(reports, gate: invocation.gate).text.utf8)
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(LLMError) {
    do throws(FileError) { try context.tree.replace(RawPath(path), bytes) } catch {
      throw LLMError(.cannotWrite, "cannot write the report to \(RawPath(path).shown): \(error.phrase)")
    }
  }
}
