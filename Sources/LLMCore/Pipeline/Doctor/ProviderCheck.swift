/// Looks at one provider: its key, and, if asked to, whether it answers.
struct ProviderCheck {
  private static let limits = TimeLimits(
    connect: .seconds(5), head: .seconds(10), firstContent: .seconds(10), idleBytes: .seconds(10),
    idleContent: .seconds(10))

  let provider: ProviderSettings
  let accounts: AccountOpener
  let context: AppContext

  func findings(probes: Bool) async -> [Finding] {
    let subject = "provider \(provider.name)"
    // Only somebody who wants servers asked is asked for a passphrase.
    let lookup: KeyLookup
    do throws(LLMError) {
      lookup = try await accounts.asking { [accounts, provider] in accounts.survey(provider, probes ? .all : .quiet) }
    } catch {
      return [Finding(.fault, subject, error.message)]
    }
    var findings = lookup.candidates.compactMap { $0.remark(for: provider) }.map { Finding(.note, subject, $0) }
    do throws(LLMError) {
      let key = try lookup.chosen()
      let origin = key.map { "key from \($0.place.text)" } ?? "no key"
      let spare = lookup.spares.isEmpty ? "" : ", \(lookup.spares.count) spare"
      findings.insert(Finding(.good, subject, "\(provider.baseURL.text), \(origin)\(spare)"), at: 0)
      if probes { findings.append(await probe(try accounts.account(provider, lookup), subject)) }
    } catch {
      // Locked is how keys should be.
      let severity: Finding.Severity = error.code == .locked && !probes ? .note : .fault
      findings.insert(Finding(severity, subject, "\(provider.baseURL.text), \(error.message)"), at: 0)
    }
    return findings
  }

  /// Asks for the list of models, which costs nothing.
  private func probe(_ account: Account, _ subject: String) async -> Finding {
    let call = account.modelsCall
    let startedAt = context.time.monotonic()
    do {
      let context = context
      let failure = try await context.interruption.cancelling {
        try await context.transport.send(call, limits: Self.limits) { reply -> LLMError? in
          let body = try await reply.body(limit: 64 << 10)
          guard reply.status != 200 else { return nil }
          return HTTPFailure(account: account).error(
            status: reply.status, headers: reply.headers, body: body, now: context.time.now())
        }
      }
      if let failure { return Finding(.fault, subject, failure.message) }
      return Finding(.good, subject, "answers within \((context.time.monotonic() - startedAt).spoken)")
    } catch let error as TransportError {
      return Finding(.fault, subject, TransportFailure(call: call, limits: Self.limits).error(for: error).message)
    } catch {
      return Finding(.fault, subject, "could not be asked")
    }
  }
}
