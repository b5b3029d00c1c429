/// Looks at one provider: its key, and, if asked to, whether it answers.
struct ProviderCheck {
  private static let limits = TimeLimits(
    connect: .seconds(5), head: .seconds(10), firstContent: .seconds(10), idleBytes: .seconds(10),
    idleContent: .seconds(10))

  let provider: ProviderSettings
  let settings: Settings
  let context: AppContext

  func findings(probes: Bool) async -> [Finding] {
    let subject = "provider \(provider.name)"
    let account: Account
    do throws(LLMError) {
      account = try AccountOpener(
        context: context, reporter: Reporter(console: context.console, verbosity: .quiet)
      ).open(provider)
    } catch {
      return [Finding(.fault, subject, error.message)]
    }
    let key = account.keyOrigin.map { "key from \($0)" } ?? "no key"
    let spare = provider.spareKeys.isEmpty ? "" : ", \(provider.spareKeys.count) spare"
    let about = Finding(.good, subject, "\(provider.baseURL.text), \(key)\(spare)")
    return probes ? [about, await probe(account, subject)] : [about]
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
