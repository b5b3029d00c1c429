/// Fetches a provider's key from where the configuration says it is: the environment and files. It is the one place where a
/// key is a text for a moment, since that is what the system gives.
package struct KeyReader: Sendable {
  /// A key and where it came from.
  package struct Key: Sendable {
    package let secret: Secret
    /// As advice names it.
    package let origin: String
    /// What was taken away around it and should not have been there; nil where nothing was.
    package let notice: String?
  }

  /// What is found at one place.
  package enum Sighting: Sendable {
    case key(Key)
    /// Nothing: why, as a phrase to put behind the place.
    case missing(String)
    /// Something that is no key, or cannot be read.
    case unusable(LLMError)
  }

  private let environment: Environment
  private let files: any FileSystem

  package init(environment: Environment, files: any FileSystem) {
    self.environment = environment
    self.files = files
  }

  /// What is found at one place; nil for no place.
  package func look(_ source: ProviderSettings.KeySource) -> Sighting? {
    switch source {
    case .none: return nil
    case .environment(let name):
      guard let value = environment[name] else { return .missing("is not set") }
      return Self.sighting(Secret(copying: value), origin: name)
    case .file(let path):
      var bytes: [UInt8]
      do {
        bytes = try files.read(path, limit: 64 << 10)
      } catch .notFound {
        return .missing("cannot be read (\(FileError.notFound.phrase))")
      } catch {
        return .unusable(
          LLMError(
            .noCredential, "the key file \(path) cannot be read (\(error.phrase))",
            advice: "Write the key into \(path)"))
      }
      return Self.sighting(Secret(taking: &bytes), origin: path)
    }
  }

  /// A key goes into a header, so it must be plain visible ASCII; what came along with pasting is taken off.
  private static func sighting(_ pasted: Secret, origin: String) -> Sighting {
    do {
      let key = try PastedKey(pasted)
      // Files end in a line end, and nobody sees a space: only what somebody typed or copied wrongly is worth a word.
      let isNoted = !key.removed.allSatisfy { $0 == .space }
      return .key(
        Key(secret: key.secret, origin: origin, notice: isNoted ? key.notice.map { "\(origin): \($0)" } : nil))
    } catch {
      return .unusable(
        LLMError(.configuration, "the key from \(origin) is not usable: \(error.message)", advice: error.advice))
    }
  }
}
