/// Looks at one provider: its key, and, if asked to, whether it answers.
struct ProviderCheck {
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
    do throws(LLMError) {
      return Finding(.good, subject, "answers within \(try await KeyTrial(context: context).ask(account).spoken)")
    } catch {
      return Finding(.fault, subject, error.message)
    }
  }
}
