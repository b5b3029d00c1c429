import LLMTestKit
import Testing

@testable import LLMCore

/// Every combination of where keys can be, which is asked for, and whom they are for.
@Suite struct KeyOrderTests {
  /// What the configuration names.
  enum Sources: String, CaseIterable {
    case none, set, unset, unusable, bothSet, secondSet, secondUnusable, file, noFile, badFile

    func apply(to scene: inout KeyScene) {
      switch self {
      case .none: break
      case .set, .unset, .unusable: scene.provider.keySource = .environment("A")
      case .bothSet, .secondSet, .secondUnusable:
        scene.provider.keySource = .environment("A")
        scene.provider.spareKeys = [.environment("B")]
      case .file, .noFile, .badFile: scene.provider.keySource = .file("/key")
      }
      switch self {
      case .set, .bothSet: scene.environment["A"] = "key-in-a"
      case .unusable: scene.environment["A"] = "key in a"
      case .file: scene.files["/key"] = .file(Array("key-in-file\n".utf8))
      case .badFile: scene.files["/key"] = .file(Array("key\nin\nfile\n".utf8))
      default: break
      }
      switch self {
      case .bothSet, .secondSet: scene.environment["B"] = "key-in-b"
      case .secondUnusable: scene.environment["B"] = "key in b"
      default: break
      }
    }

    /// What is used, if anything of it is; an error where it is none that can be used.
    var expected: String? {
      switch self {
      case .none, .unset, .noFile: nil
      case .set, .bothSet: "A"
      case .secondSet: "B"
      case .file: "/key"
      case .unusable, .secondUnusable, .badFile: "error configuration"
      }
    }
  }

  private static let stored = ["default/", "work/", "default/ci", "work/ci"]

  /// What the stored keys come to, by the words of the documentation: those with the label and the environment asked for,
  /// stored for this host; of several the usual one.
  private func expectedOfStore(
    _ names: [String], label: String?, environment: String?, host: String
  ) -> String? {
    guard host == KeyScene.host else { return nil }
    let fitting = names.filter { name in
      let words = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      return (label ?? words[0]) == words[0] && (environment ?? words[1]) == words[1]
    }
    if fitting.count < 2 { return fitting.first }
    let usual = "\(label ?? "default")/\(environment ?? "")"
    if fitting.contains(usual) { return usual }
    let labelled = fitting.filter { $0.hasPrefix("\(label ?? "default")/") }
    return labelled.count == 1 ? labelled[0] : nil
  }

  @Test(arguments: Sources.allCases, [nil, "https://other.test"])
  func `the order is flag, environment, file, store`(sources: Sources, otherHost: String?) throws {
    let host = otherHost ?? KeyScene.host
    for subset in 0..<(1 << Self.stored.count) {
      let names = Self.stored.indices.filter { subset & 1 << $0 != 0 }.map { Self.stored[$0] }
      var base = try KeyScene()
      try base.store(names.map { "\($0)@\(host)" })
      sources.apply(to: &base)
      for (typed, configured, environment, kind) in Self.wishes {
        var scene = base
        scene.typedLabel = typed
        scene.provider.keyLabel = configured.map { Sourced($0, .builtIn) }
        scene.provider.keyEnvironment = environment.map { Sourced($0, .builtIn) }
        scene.provider.kind = kind
        let label = typed ?? configured
        let chosen = expectedOfStore(names, label: label, environment: environment, host: host)
        let isNeeded = typed != nil || configured != nil || sources != .none || kind == .openAI || !names.isEmpty
        let expected =
          (typed == nil ? sources.expected : nil)
          ?? chosen.map { name in
            let words = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            let details = [
              words[0] == "default" ? nil : "label \(words[0])", words[1].isEmpty ? nil : "environment \(words[1])",
            ].compactMap(\.self).joined(separator: ", ")
            return "the stored keys, p" + (details.isEmpty ? "" : " (\(details))")
          } ?? (isNeeded ? "error no_credential" : "nothing")
        #expect(
          scene.outcome() == expected,
          "stored \(names) for \(host), \(sources), label \(label ?? "-"), environment \(environment ?? "-"), \(kind)")
      }
    }
  }

  private static let wishes: [(String?, String?, String?, ProviderSettings.Kind)] = [nil, "work", "gone"].flatMap {
    typed in
    [nil, "work"].flatMap { configured in
      [nil, "ci"].flatMap { environment in
        [ProviderSettings.Kind.compatible, .openAI].map { (typed, configured, environment, $0) }
      }
    }
  }

  @Test func `where an earlier place has a key, the credential file is not even opened`() throws {
    var scene = try KeyScene()
    // Whoever reads this file throws.
    scene.vault.files[Vault.path] = [1, 2, 3]
    for sources in Sources.allCases where sources.expected != nil {
      var scene = scene
      sources.apply(to: &scene)
      #expect(scene.outcome() == sources.expected)
      guard case .untouched = scene.lookup().store else { throw LLMError(.internalError, "it was touched") }
    }
    #expect(scene.outcome() == "error damaged")
    scene.provider.needsKey = false
    #expect(scene.outcome() == "nothing")
  }

  @Test func `OpenAI's own variable counts where nothing is configured`() throws {
    var scene = try KeyScene(kind: .openAI)
    try scene.store(["default/@\(KeyScene.host)"])
    #expect(scene.outcome() == "the stored keys, p")
    scene.environment["OPENAI_API_KEY"] = "key-in-openai"
    #expect(scene.outcome() == "OPENAI_API_KEY")
    scene.typedLabel = "default"
    #expect(scene.outcome() == "the stored keys, p")
  }

  @Test func `nobody is asked for a passphrase because of a server on this machine`() throws {
    var scene = try KeyScene(url: "http://127.0.0.1:8080/v1")
    try scene.store(["default/@http://127.0.0.1:8080"])
    #expect(scene.outcome() == "nothing")
    scene.provider.keyLabel = Sourced("default", .builtIn)
    #expect(scene.outcome() == "the stored keys, p")
  }

  @Test func `spare keys are those of the configuration, or those that are retiring, never both`() throws {
    var scene = try KeyScene()
    var credentials = try scene.vault.store.create(.insecurePlaintext)
    try KeyScene.add("default/@\(KeyScene.host)", to: &credentials)
    try credentials.rotate(try .of("p"), host: KeyScene.host, to: Secret(copying: "the-new-one"))
    let stored = scene.lookup()
    #expect(try stored.chosen()?.secret?.hasSameBytes(as: Secret(copying: "the-new-one")) == true)
    #expect(stored.spares.count == 1)
    #expect(stored.spares[0].secret?.hasSameBytes(as: Secret(copying: "stored-default/@\(KeyScene.host)")) == true)
    Sources.bothSet.apply(to: &scene)
    #expect(scene.lookup().spares.map(\.place.text) == ["B"])
    #expect(scene.lookup(.survey(.quiet)).spares.map(\.place.text) == ["B"])
  }
}
