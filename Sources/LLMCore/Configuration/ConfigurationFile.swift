internal import Yams

/// One configuration file as it was written: a tree of settings, each with the line it stands on.
package struct ConfigurationFile: Sendable, Equatable {
  /// The file's path, for messages.
  package let path: String
  /// Whether it belongs to a project, which may not choose servers, keys or commands.
  package let isProjectFile: Bool
  package private(set) var root = Setting(value: .mapping([]), line: 1)

  /// Reads YAML.
  ///
  /// Throws `LLMError` of kind `configuration` naming the line for anything that is not a mapping of scalars, lists and
  /// mappings.
  package init(path: String, isProjectFile: Bool, bytes: [UInt8]) throws(LLMError) {
    self.path = path
    self.isProjectFile = isProjectFile
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LLMError(.configuration, "\(path) is not UTF-8", advice: "Save it as UTF-8")
    }
    do {
      // A node's anchor lives no longer than the parser does.
      let parser = try Parser(yaml: text)
      try withExtendedLifetime(parser) { if let node = try parser.singleRoot() { root = try setting(node, depth: 0) } }
    } catch let error as LLMError {
      throw error
    } catch YamlError.duplicatedKeysInMapping(let names, let context) {
      throw self.error("'\(names.first ?? "")' stands twice", at: context.mark.line)
    } catch let error as YamlError {
      throw LLMError(.configuration, "\(path) is not valid YAML: \(Self.describe(error))")
    } catch {
      throw LLMError(.configuration, "\(path) cannot be read", detail: String(describing: error))
    }
    if case .scalar(let text, false) = root.value, ["", "~", "null"].contains(text) {
      root = Setting(value: .mapping([]), line: root.line)
    }
    guard case .mapping = root.value else {
      throw self.error("the file must hold 'key: value' lines", at: root.line)
    }
  }

  /// An error that names this file and a line of it.
  package func error(_ message: String, at line: Int, advice: String? = nil) -> LLMError {
    LLMError(.configuration, "\(path):\(line): \(message)", advice: advice)
  }

  private func setting(_ node: Node, depth: Int) throws(LLMError) -> Setting {
    let line = node.mark?.line ?? 1
    // Deep nesting and aliases have no use here, and bombs are made of them. An alias is a copy of its target by now, so
    // it is the target that gives it away.
    guard depth < 8 else { throw error("nested too deeply", at: line) }
    guard node.anchor == nil else { throw error("YAML anchors and aliases are not supported", at: line) }
    switch node {
    case .scalar(let scalar):
      // What stands in quotes is text, even if it looks like a number.
      let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
      return Setting(value: .scalar(scalar.string, isQuoted: isQuoted), line: line)
    case .sequence(let sequence):
      var elements: [Setting] = []
      for element in sequence { elements.append(try setting(element, depth: depth + 1)) }
      return Setting(value: .list(elements), line: line)
    case .mapping(let mapping):
      var members: [Setting.Member] = []
      for (key, value) in mapping {
        guard let name = key.string else { throw error("a key must be a word", at: key.mark?.line ?? line) }
        let keyLine = key.mark?.line ?? line
        if members.contains(where: { $0.name == name }) { throw error("'\(name)' stands twice", at: keyLine) }
        members.append(Setting.Member(name: name, line: keyLine, value: try setting(value, depth: depth + 1)))
      }
      return Setting(value: .mapping(members), line: line)
    case .alias:
      throw error("YAML anchors and aliases are not supported", at: line)
    }
  }

  private static func describe(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    default: "it cannot be parsed"
    }
  }
}

/// A value in a configuration file and where it stands.
package struct Setting: Sendable, Equatable {
  package indirect enum Value: Sendable, Equatable {
    case scalar(String, isQuoted: Bool)
    case list([Setting])
    case mapping([Member])
  }

  /// A key with its value.
  package struct Member: Sendable, Equatable {
    package let name: String
    /// The line the key stands on, counted from 1.
    package let line: Int
    package let value: Setting
  }

  package let value: Value
  package let line: Int
}
