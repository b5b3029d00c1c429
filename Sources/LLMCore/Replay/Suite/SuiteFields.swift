/// The members of a mapping in a suite's file, each read as what it has to be.
struct SuiteFields {
  /// What the mapping is, with its article: `a case`.
  private let what: String
  let line: Int
  private let members: [YAMLNode.Member]

  /// - Parameter known: the names it may have.
  ///
  /// Throws `YAMLError` for what is no mapping, and for a name it does not take, with the nearest one.
  init(_ node: YAMLNode, _ what: String, known: [String]) throws(YAMLError) {
    guard case .mapping(let members) = node.value else {
      throw YAMLError(line: node.line, message: "\(what) is written as names and values", advice: "As in 'name: value'")
    }
    (self.what, line, self.members) = (what, node.line, members)
    for member in members where !known.contains(member.name) {
      let nearest = Suggestion.nearest(to: member.name, among: known)
      throw YAMLError(
        line: member.line, message: "\(what) has no '\(member.name)'",
        advice: nearest.map { "Did you mean '\($0)'?" } ?? "It takes \(known.joined(separator: ", "))")
    }
  }

  var names: [String] { members.map(\.name) }

  subscript(name: String) -> YAMLNode? {
    members.first { $0.name == name }.flatMap { $0.value.json == .null ? nil : $0.value }
  }

  /// A text, whatever it looks like.
  func text(_ name: String) throws(YAMLError) -> String? {
    guard let node = self[name] else { return nil }
    return try Self.text(node, name)
  }

  /// A text that is needed.
  func required(_ name: String) throws(YAMLError) -> String {
    guard let text = try text(name), !text.trimmingBlanks.isEmpty else {
      throw YAMLError(line: line, message: "\(what) needs '\(name)'")
    }
    return text
  }

  func flag(_ name: String) throws(YAMLError) -> Bool {
    guard let node = self[name] else { return false }
    guard let bool = node.json.bool else { throw Self.wrong(node, name, "true or false") }
    return bool
  }

  func count(_ name: String, in range: ClosedRange<Int>) throws(YAMLError) -> Int? {
    guard let node = self[name] else { return nil }
    guard case .scalar(let text, isQuoted: false) = node.value, let count = Int(text), range.contains(count) else {
      throw Self.wrong(node, name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }

  /// A share from 0 to 1.
  func share(_ name: String) throws(YAMLError) -> Double? {
    guard let node = self[name] else { return nil }
    return try Self.share(node, name)
  }

  /// A text, or a list of them.
  func texts(_ name: String) throws(YAMLError) -> [String] {
    guard let node = self[name] else { return [] }
    return try Self.texts(node, name)
  }

  /// The members of an object as they stand in the file.
  func object(_ name: String) throws(YAMLError) -> [YAMLNode.Member] {
    guard let node = self[name] else { return [] }
    guard case .mapping(let members) = node.value else { throw Self.wrong(node, name, "names and values") }
    return members
  }

  func list(_ name: String) throws(YAMLError) -> [YAMLNode]? {
    guard let node = self[name] else { return nil }
    guard case .list(let elements) = node.value else { throw Self.wrong(node, name, "a list") }
    return elements
  }

  // MARK: Values

  static func text(_ node: YAMLNode, _ name: String) throws(YAMLError) -> String {
    guard case .scalar(let text, _) = node.value else { throw wrong(node, name, "a text") }
    return text
  }

  static func texts(_ node: YAMLNode, _ name: String) throws(YAMLError) -> [String] {
    guard case .list(let elements) = node.value else { return [try text(node, name)] }
    var texts: [String] = []
    for element in elements { texts.append(try text(element, name)) }
    return texts
  }

  static func share(_ node: YAMLNode, _ name: String) throws(YAMLError) -> Double {
    guard case .scalar(let text, isQuoted: false) = node.value, let share = Double(text), (0...1).contains(share) else {
      throw wrong(node, name, "a number from 0 to 1")
    }
    return share
  }

  static func wrong(_ node: YAMLNode, _ name: String, _ expected: String) -> YAMLError {
    YAMLError(line: node.line, message: "'\(name)' takes \(expected)")
  }
}
