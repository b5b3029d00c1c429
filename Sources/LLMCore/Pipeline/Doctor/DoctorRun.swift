/// One run of `llmctl doctor`: what llmctl found on this machine and what it remembers. Asks no server unless told to.
package struct DoctorRun: Sendable {
  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Prints the findings. The exit code is 1 where one of them is a fault.
  ///
  /// Throws `LLMError` where they cannot be printed.
  package func examine(probes: Bool, keyLabel: String?, asJSON: Bool) async throws(LLMError) -> ExitCode {
    var findings = PlaceCheck(context: context).findings
    findings += await stateFindings()
    findings += await ledgerFindings()
    findings += await SpendingCheck(context: context).findings()
    findings += CredentialCheck(context: context).findings
    findings += journalFindings()
    do throws(LLMError) {
      let settings = try SettingsLoader(environment: context.environment, files: context.files).load()
      // What goes wrong becomes a finding, and nothing else is to be said of it.
      let quiet = Reporter(console: context.console, verbosity: .quiet)
      let accounts = AccountOpener(context: context, reporter: quiet, settings: settings, keyLabel: keyLabel)
      let providers = await providers(settings, accounts, probes: probes)
      for provider in providers {
        findings += await ProviderCheck(provider: provider, accounts: accounts, context: context).findings(
          probes: probes)
      }
      if providers.isEmpty {
        let keys = accounts.stored.exist ? "the stored keys cannot be looked at now" : "no key is set"
        findings.append(Finding(.note, "providers", "none is configured and \(keys)"))
      }
    } catch {
      findings.append(Finding(.fault, "configuration", error.message))
    }
    try OutputWriter(console: context.console).show(findings: findings, version: context.version, asJSON: asJSON)
    return findings.contains { $0.severity == .fault } ? .gateFailed : .complete
  }

  /// Those of the configuration, and those of the stored keys as far as they can be opened; why they cannot is said of the file.
  private func providers(
    _ settings: Settings, _ accounts: AccountOpener, probes: Bool
  ) async -> [ProviderSettings] {
    let all = try? await accounts.asking { () throws(LLMError) in
      try StoredProviders(accounts.stored).all(settings, probes ? .all : .quiet)
    }
    return all ?? settings.providers
  }

  /// Forgets all limits, blocks and breakers.
  ///
  /// Throws `LLMError` of kind `cannotWrite`.
  package func reset(asJSON: Bool) async throws(LLMError) -> ExitCode {
    do throws(SharedStateError) {
      try await context.state.update { record in record = [] }
    } catch {
      throw LLMError(.cannotWrite, "cannot reset \(context.state.path ?? "the shared state"): \(error.phrase)")
    }
    let output = OutputWriter(console: context.console)
    if asJSON {
      try output.show(.object([JSONMember("version", .integer(1)), JSONMember("type", .string("reset"))]))
    } else {
      reporter.notice("limits, blocks and breakers are forgotten; calls in flight are not touched")
    }
    return .complete
  }

  // MARK: What is remembered

  private func stateFindings() async -> [Finding] {
    let subject = "shared state"
    let time = context.time
    do throws(SharedStateError) {
      let report = try await context.state.update { record -> StateReport? in
        let moment = StateCodec.Moment(time)
        return StateCodec(at: moment).decode(record).map { StateReport($0, at: moment.sinceBoot) }
      }
      guard let report else {
        return [Finding(.fault, subject, "it was written by a newer llmctl; limits are not shared")]
      }
      return [Finding(.good, subject, "\(context.state.path ?? ""), version \(StateCodec.version)")]
        + report.lines.map { Finding(.note, $0.subject, $0.fact) }
    } catch {
      return [
        Finding(.fault, subject, "\(context.state.path ?? "no place for it"): \(error.phrase); limits are not shared")
      ]
    }
  }

  private func ledgerFindings() async -> [Finding] {
    let path = Folders(context.environment)?.ledger ?? "no place for it"
    let schema = context.ledger.schemaVersion.map { ", schema \($0)" } ?? ""
    do throws(LedgerError) {
      guard let newest = try await context.ledger.recent(limit: 1).first else {
        return [Finding(.good, "ledger", "\(path)\(schema), no calls yet")]
      }
      return [
        Finding(.good, "ledger", "\(path)\(schema), newest call \(newest.id.text) of \(newest.startedAt.rfc3339)")
      ]
    } catch {
      return [Finding(.fault, "ledger", "\(path): \(error.sentence)")]
    }
  }

  private func journalFindings() -> [Finding] {
    do throws(JournalError) {
      let count = try context.journals.left().count
      guard count > 0 else { return [] }
      return [
        Finding(.note, "journals", "\(count) answers of killed calls; 'llmctl chat --resume-partial' goes on with one")
      ]
    } catch {
      return [Finding(.fault, "journals", error.phrase)]
    }
  }
}
