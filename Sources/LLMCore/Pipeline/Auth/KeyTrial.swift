/// Asks a provider for the list of its models, which costs nothing, to see whether it takes a key.
struct KeyTrial {
  private static let limits = TimeLimits(
    connect: .seconds(5), head: .seconds(10), firstContent: .seconds(10), idleBytes: .seconds(10),
    idleContent: .seconds(10))
  private static let largestAnswer = 64 << 10

  let context: AppContext

  /// Returns how long the answer took.
  ///
  /// Throws `LLMError`: what the provider says of the key, or why it could not be asked.
  func ask(_ account: Account) async throws(LLMError) -> Duration {
    let call = account.modelsCall
    let startedAt = context.time.monotonic()
    do {
      let context = context
      try await context.interruption.cancelling {
        try await context.transport.send(call, limits: Self.limits) { reply in
          let body = try await reply.body(limit: Self.largestAnswer)
          guard reply.status != 200 else { return }
          throw HTTPFailure(account: account).error(
            status: reply.status, headers: reply.headers, body: body, now: context.time.now())
        }
      }
      return context.time.monotonic() - startedAt
    } catch let error as LLMError {
      throw error
    } catch let error as TransportError {
      throw TransportFailure(call: call, limits: Self.limits).error(for: error)
    } catch is CancellationError {
      throw LLMError(context.interruption.received ?? .interrupted, "interrupted")
    } catch {
      throw LLMError(.internalError, "unexpected failure", detail: String(describing: error))
    }
  }
}

extension AuthDesk {
  /// Tries a key before it is stored. Where it fails, a person may have it stored all the same.
  ///
  /// - Parameter isWanted: whether `--test` or `--no-test` was typed; nil asks a person, and nobody else.
  ///
  /// Throws `LLMError` where it failed, and is not to be stored.
  func tryOut(_ key: Secret, at target: KeyTarget, isWanted: Bool?) async throws(LLMError) {
    let isTried =
      isWanted
      ?? (isAttended && agrees("Ask \(target.provider.baseURL.origin) whether it takes the key?", byDefault: true))
    guard isTried else { return }
    if target.provider.baseURL.scheme == .http, !target.provider.baseURL.isLocal {
      reporter.warning("the key for '\(target.provider.name)' travels unencrypted to \(target.provider.baseURL.origin)")
    }
    let account = accounts().account(target.provider, trying: key)
    do throws(LLMError) {
      let time = try await KeyTrial(context: context).ask(account)
      reporter.notice("\(target.provider.name) takes the key (answered within \(time.spoken))")
    } catch {
      guard isAttended, context.interruption.received == nil else { throw error }
      reporter.warning(error.message)
      guard agrees("Store the key all the same?", byDefault: false) else {
        throw LLMError(error.code, "the key was not stored", advice: error.advice)
      }
    }
  }
}

extension AccountOpener {
  /// The account with a key that is not stored yet.
  func account(_ provider: ProviderSettings, trying key: Secret) -> Account {
    var account = account(provider, nil, spares: [])
    account.key = key
    account.keyOrigin = "the key that was entered"
    return account
  }
}
