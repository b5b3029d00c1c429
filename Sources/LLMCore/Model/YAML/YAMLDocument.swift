internal import Yams

/// A YAML file as it was written: a tree of values, each with the line it stands on.
package struct YAMLDocument: Sendable, Equatable {
  /// What stands at the top; an empty file is an empty mapping.
  package let root: YAMLNode

  /// Reads one document.
  ///
  /// Throws `YAMLError` for what is no YAML, or has no use in a file of ours: aliases, keys that are no words or stand twice,
  /// nesting deeper than `depth`.
  package init(_ bytes: [UInt8], depth: Int = 8) throws(YAMLError) {
    // Some editors begin a file with a mark of its encoding.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard let text = String(validating: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self) else {
      throw YAMLError(line: nil, message: "is not UTF-8", advice: "Save it as UTF-8")
    }
    var root: YAMLNode?
    do {
      if let line = try YAMLAliases.line(in: text) { throw Self.aliasError(line) }
      // A node's anchor lives no longer than the parser does.
      let parser = try Parser(yaml: text)
      try withExtendedLifetime(parser) {
        if let node = try parser.singleRoot() { root = try Self.read(node, 0, depth) }
      }
    } catch let error as YAMLError {
      throw error
    } catch YamlError.duplicatedKeysInMapping(let names, let context) {
      let name = names.first ?? ""
      throw YAMLError(line: Self.line(ofSecond: name, context.mark, in: text), message: "'\(name)' stands twice")
    } catch let error as YamlError {
      throw YAMLError(line: nil, message: "is not valid YAML: \(Self.describe(error))")
    } catch {
      throw YAMLError(line: nil, message: "cannot be parsed: \(error)")
    }
    if case .scalar(let text, false)? = root?.value, ["", "~", "null"].contains(text) { root = nil }
    self.root = root ?? YAMLNode(value: .mapping([]), line: 1)
  }

  private static func read(_ node: Node, _ depth: Int, _ limit: Int) throws(YAMLError) -> YAMLNode {
    let line = node.mark?.line ?? 1
    // Deep nesting and aliases have no use here, and bombs are made of them. What is left of them by now are anchors.
    guard depth < limit else { throw YAMLError(line: line, message: "nested too deeply") }
    guard node.anchor == nil else { throw aliasError(line) }
    switch node {
    case .scalar(let scalar):
      // What stands in quotes, or in a block of its own, is text even if it looks like a number.
      return YAMLNode(
        value: .scalar(scalar.string, isQuoted: scalar.style != .plain && scalar.style != .any), line: line)
    case .sequence(let sequence):
      var elements: [YAMLNode] = []
      for element in sequence { elements.append(try read(element, depth + 1, limit)) }
      return YAMLNode(value: .list(elements), line: line)
    case .mapping(let mapping):
      var members: [YAMLNode.Member] = []
      var names: Set<String> = []
      for (key, value) in mapping {
        guard let name = key.string else {
          throw YAMLError(line: key.mark?.line ?? line, message: "a key must be a word")
        }
        let keyLine = key.mark?.line ?? line
        guard names.insert(name).inserted else {
          throw YAMLError(line: keyLine, message: "'\(name)' stands twice")
        }
        members.append(YAMLNode.Member(name: name, line: keyLine, value: try read(value, depth + 1, limit)))
      }
      return YAMLNode(value: .mapping(members), line: line)
    case .alias: throw aliasError(line)
    }
  }

  /// The line on which a key stands again; where that cannot be told, as on a single line, the one on which it stood first.
  private static func line(ofSecond name: String, _ start: Mark, in text: String) -> Int {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let places = lines.indices.dropFirst(start.line - 1).filter { index in
      let (before, rest) = (lines[index].prefix(start.column - 1), lines[index].dropFirst(start.column - 1))
      let isFirst = before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
      return isFirst && ["\(name):", "\"\(name)\":", "'\(name)':"].contains { rest.starts(with: $0.utf8) }
    }
    return places.count > 1 && places.first == start.line - 1 ? places[1] + 1 : start.line
  }

  private static func aliasError(_ line: Int) -> YAMLError {
    YAMLError(line: line, message: "YAML anchors and aliases are not supported")
  }

  private static func describe(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    case .reader(let problem, let offset?, _, let yaml):
      "line \(yaml.utf8.prefix(offset).count { $0 == 0x0A } + 1): \(problem)"
    default: "it cannot be parsed"
    }
  }
}

/// Why a file cannot be read as YAML.
package struct YAMLError: Error, Sendable, Equatable {
  /// The line it stands on; nil where it is the file as a whole.
  package let line: Int?
  /// What is wrong with the line, or what the file is or does.
  package let message: String
  package let advice: String?

  package init(line: Int?, message: String, advice: String? = nil) {
    (self.line, self.message, self.advice) = (line, message, advice)
  }

  /// The error of a file, naming the line where there is one.
  package func error(in path: String, _ code: LLMError.Code) -> LLMError {
    LLMError(code, line.map { "\(path):\($0): \(message)" } ?? "\(path) \(message)", advice: advice)
  }
}
