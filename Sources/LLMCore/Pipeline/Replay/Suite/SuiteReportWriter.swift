/// Writes runs of suites in the formats that were asked for, to standard output and into files.
struct SuiteReportWriter {
  let context: AppContext

  /// Throws `LLMError` of kind `cannotWrite`.
  func write(_ reports: [SuiteReport], _ invocation: SuiteInvocation, exitCode: ExitCode) throws(LLMError) {
    for report in invocation.reports {
      try write(bytes(report.format, reports, invocation, exitCode), to: report.path)
    }
    let bytes = bytes(invocation.format, reports, invocation, exitCode)
    if let path = invocation.output { return try write(bytes, to: path) }
    let output = OutputWriter(console: context.console)
    // The table has made its parts safe, line by line.
    if invocation.format == .text {
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
    case .junit:
      Array(JUnitReport(reports, failsFlaky: invocation.gate.triggers.contains(.flaky)).text.utf8)
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(LLMError) {
    do throws(FileError) { try context.tree.replace(RawPath(path), bytes) } catch {
      throw LLMError(.cannotWrite, "cannot write the report to \(path): \(error.phrase)")
    }
  }
}
