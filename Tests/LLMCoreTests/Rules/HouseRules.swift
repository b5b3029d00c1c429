/// The rules of ARCHITECTURE.md that a machine can check, each as a function from sources to complaints.
enum HouseRules {
  /// Rooms whose types everybody may name, and which name nobody else's.
  static let commonGround: Set = ["Failure", "Model", "Context"]
  /// The one room that may name them all.
  static let overseer = "Pipeline"

  /// Who may import what from outside. A module that is not listed is the language's own, and free.
  static let doors: [String: Set<String>] = [
    "AsyncHTTPClient": ["LLMHTTP"], "GRDB": ["LLMStore"], "ArgumentParser": ["LLMCommands", "llmctl"],
    "Yams": ["LLMCore"], "Crypto": ["LLMCore"], "CryptoExtras": ["LLMCore"], "CEditline": ["LLMTerminal"],
    "CKeyutils": ["LLMSystem"], "CSecretMemory": ["LLMCore"], "CPCRE2": ["LLMCore"],
    "CZstd": ["LLMStore"],
  ]

  /// Rooms of the core that name each other's types.
  static func trespasses(_ sources: [SwiftSource]) -> [String] {
    let core = sources.filter { room(of: $0) != nil }
    var owners: [String: Set<String>] = [:]
    for source in core {
      for type in source.declaredTypes { owners[type, default: []].insert(room(of: source) ?? "") }
    }
    return core.flatMap { source -> [String] in
      guard let room = room(of: source), room != overseer else { return [] }
      return source.words.sorted().compactMap { word in
        guard let homes = owners[word], !homes.contains(room), homes.isDisjoint(with: commonGround) else { return nil }
        return "\(source.path) names \(word) of \(homes.sorted().joined(separator: ", "))"
      }
    }
  }

  /// Imports that belong to another target.
  static func smuggledImports(_ sources: [SwiftSource]) -> [String] {
    sources.flatMap { source in
      source.imports.compactMap { module in
        let owners = module.hasPrefix("NIO") ? ["LLMHTTP"] : doors[module]
        guard let owners, !owners.contains(target(of: source)) else { return nil }
        return "\(source.path) imports \(module)"
      }
    }
  }

  /// Rooms that do without Foundation: exact arithmetic and data read in place.
  static let plainRooms: Set = ["Cost"]

  /// Imports of Foundation, or a part of it, in such a room.
  static func foundations(_ sources: [SwiftSource]) -> [String] {
    sources.filter { plainRooms.contains(room(of: $0) ?? "") && $0.imports.contains { $0.hasPrefix("Foundation") } }
      .map { "\($0.path) imports Foundation" }
  }

  /// Calls of `print`, which knows neither the console nor a closed pipe.
  static func prints(_ sources: [SwiftSource]) -> [String] {
    sources.flatMap { source in
      zip(source.tokens, source.tokens.dropFirst()).compactMap { token, next in
        guard ["print", "debugPrint"].contains(token.text), next.text == "(" else { return nil }
        return "\(source.path):\(token.line) prints"
      }
    }
  }

  /// Files and functions that have grown over the limit.
  static func sizes(_ sources: [SwiftSource]) -> [String] {
    sources.flatMap { source in
      let limit = source.path.hasPrefix("LLMCommands/Commands/") ? 150 : 400
      let file = source.lineCount > limit ? ["\(source.path) has \(source.lineCount) lines, over \(limit)"] : []
      return file
        + source.functions.filter { $0.lines > 60 }.map { "\(source.path): \($0.name) has \($0.lines) lines, over 60" }
    }
  }

  private static func target(of source: SwiftSource) -> String { String(source.path.prefix { $0 != "/" }) }

  private static func room(of source: SwiftSource) -> String? {
    let folders = source.path.split(separator: "/")
    return folders.count > 2 && folders[0] == "LLMCore" ? String(folders[1]) : nil
  }
}
