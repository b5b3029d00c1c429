/// Takes a key in from a person, or from standard input.
struct KeyIntake {
  let desk: AuthDesk

  /// The key alone, cleaned of what pasting brought along, with a remark about that and about its shape.
  ///
  /// - Parameter readsInput: whether `--with-token` was typed.
  ///
  /// Throws `LLMError` where there is none, or it cannot be one.
  func read(for target: KeyTarget, readsInput: Bool) async throws(LLMError) -> Secret {
    let pasted =
      try await readsInput ? SecretInput(context: desk.context).read(flag: "--with-token", what: "key") : ask(target)
    desk.context.keysInPlay.add(pasted)
    let key = try PastedKey(pasted)
    desk.context.keysInPlay.add(key.secret)
    // A line end behind what a program printed is no news.
    if let notice = key.notice, !readsInput || key.removed != [.space] { desk.reporter.notice(notice) }
    let shape = target.provider.kind.usualVariable == "OPENAI_API_KEY" ? "openai" : target.provider.name
    if let doubt = KeyShape.doubt(about: key.secret, for: shape) { desk.reporter.warning(doubt) }
    return key.secret
  }

  /// Throws `LLMError` where nobody can be asked: to be called before anything else is asked.
  func check(readsInput: Bool) throws(LLMError) {
    guard readsInput || desk.isAttended else {
      throw LLMError(
        .noCredential, "nobody is there to be asked for the key", advice: "Give it on standard input with --with-token")
    }
  }

  private func ask(_ target: KeyTarget) throws(LLMError) -> Secret {
    let prompt = "Key of \(target.provider.name) for \(target.host) (not shown): "
    guard let key = desk.context.terminal.readSecret(.line(prompt)), !key.isEmpty else {
      throw LLMError(.noCredential, "no key was given; nothing was changed")
    }
    return key
  }
}
