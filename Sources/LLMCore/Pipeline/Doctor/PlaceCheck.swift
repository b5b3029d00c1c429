/// Looks at the files and folders llmctl uses: whether they are there, and for their owner's eyes only.
struct PlaceCheck {
  let context: AppContext

  var findings: [Finding] {
    guard let folders = Folders(context.environment) else {
      return [Finding(.fault, "folders", "neither HOME nor LLMCTL_HOME is set: nothing can be recorded or shared")]
    }
    var findings: [Finding] = []
    for (name, path) in [
      ("configuration", folders.configurationFile), ("data folder", folders.data), ("ledger file", folders.ledger),
      ("state folder", folders.state), ("state file", folders.sharedState),
    ] {
      findings.append(finding(name, path))
    }
    if let path = SettingsLoader(environment: context.environment, files: context.files).projectFile() {
      findings.append(Finding(.good, "project file", path))
    }
    return findings
  }

  private func finding(_ name: String, _ path: String) -> Finding {
    do throws(FileError) {
      let status = try context.tree.status(of: RawPath(path), followsLinks: true)
      // The configuration holds no secrets, and may be shared.
      guard let mode = status.permissions, mode & 0o077 != 0, name != "configuration" else {
        return Finding(.good, name, path)
      }
      return Finding(
        .fault, name, "\(path) is open to others (mode \(String(mode & 0o777, radix: 8))); the next call closes it")
    } catch {
      return error == .notFound
        ? Finding(.note, name, "\(path), not there yet") : Finding(.fault, name, "\(path): \(error.phrase)")
    }
  }
}
