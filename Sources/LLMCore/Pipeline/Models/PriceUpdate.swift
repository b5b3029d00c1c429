/// `llmctl models update`: takes over the prices of a list that the user downloaded, for all calls from then on. What is in the
/// ledger keeps the price it had.
package struct PriceUpdate: Sendable {
  /// The list is 3 MB today.
  private static let sizeLimit = 64 << 20
  /// The name of standard input.
  private static let standardInput = "-"

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  private var now: Timestamp { context.time.now() }

  // MARK: Taking over

  /// Reads the list, says what changes, and keeps the prices unless they are only looked at.
  ///
  /// - Parameters:
  ///   - day: when the list was taken, such as 20261122; nil for today.
  ///   - isTrial: whether nothing is kept.
  ///
  /// Throws `LLMError`: of kind `inputInvalid` for a file that holds no list, which changes nothing.
  package func run(_ path: String, day: UInt32?, isTrial: Bool, asJSON: Bool) throws(LLMError) -> ExitCode {
    let today = ListedDay.number(now)
    let day = day ?? today
    guard day <= today else {
      throw LLMError(.usage, "\(PriceTable.day(day)) is still to come", advice: "--date takes the day of the list")
    }
    let file = try self.file
    var list = try list(path)
    list.complete(with: .compiledIn)
    for left in list.leftOut { reporter.detail("left out: \(left.key): \(left.reason)") }
    guard let image = PriceImage(list, snapshot: day), let table = PriceTable(bytes: image.bytes) else {
      throw LLMError(.inputInvalid, "\(path) has more models than the table has places")
    }
    let comparison = PriceComparison(table, to: try current(file), at: now)
    if !isTrial {
      do throws(FileError) { try file.write(image) } catch { throw unwritable(error, file) }
    }
    let report = PriceUpdateReport(comparison, table, leftOut: list.leftOut.count, isTrial: isTrial)
    let output = OutputWriter(console: context.console)
    if asJSON { try output.show(report.json) } else { try output.show(report.text) }
    if day < PriceTable.compiledIn.snapshot {
      reporter.warning(
        "the prices in the program are newer, of \(PriceTable.compiledIn.snapshotDay), and count instead")
    }
    return .complete
  }

  private func list(_ path: String) throws(LLMError) -> PriceList {
    let name = path == Self.standardInput ? "standard input" : RawPath(path).shown
    let bytes: [UInt8]
    do throws(FileError) {
      let source =
        path == Self.standardInput
        ? context.tree.openInput() : try context.tree.open(RawPath(path), waitsForWriter: true)
      bytes = try source.readToEnd(limit: Self.sizeLimit)
    } catch { throw LLMError(.inputMissing, "cannot read \(name): \(error.phrase)") }
    do throws(PriceList.Failure) { return try PriceList(reading: bytes) } catch {
      let advice = "It takes LiteLLM's model_prices_and_context_window.json"
      switch error {
      case .invalid(let error):
        throw LLMError(
          .inputInvalid, "\(name) is no JSON: \(error.reason.rawValue) (byte \(error.offset))", advice: advice)
      case .otherContent:
        throw LLMError(.inputInvalid, "\(name) has no model with a price; nothing is changed", advice: advice)
      }
    }
  }

  /// The prices in force, without those of the configuration.
  private func current(_ file: PriceFile) throws(LLMError) -> PriceBook {
    do throws(PriceFile.Failure) { return PriceBook(overrides: [], updated: try file.read()) } catch {
      reporter.warning("\(file.path.shown): \(error.phrase)")
      return .compiledIn
    }
  }

  // MARK: Going back

  /// Takes the table away, so that the prices in the program count again.
  ///
  /// Throws `LLMError` where that cannot be done.
  package func reset(asJSON: Bool) throws(LLMError) -> ExitCode {
    let file = try self.file
    do throws(FileError) { try file.remove() } catch { throw unwritable(error, file) }
    let day = PriceTable.compiledIn.snapshotDay
    if asJSON {
      try OutputWriter(console: context.console).show(.document("price_reset", [JSONMember("prices_of", .string(day))]))
    } else {
      reporter.notice("prices are those in the program again, of \(day)")
    }
    return .complete
  }

  private var file: PriceFile {
    get throws(LLMError) {
      guard let file = PriceFile(context.environment, context.tree) else {
        throw LLMError(.configuration, "there is no home for a list of prices", advice: "Set HOME or LLMCTL_HOME")
      }
      return file
    }
  }

  private func unwritable(_ error: FileError, _ file: PriceFile) -> LLMError {
    LLMError(.cannotWrite, "cannot write \(file.path.shown): \(error.phrase)")
  }
}
