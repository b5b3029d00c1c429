/// Reads what stands behind `--tag`.
package enum Tags {
  /// Parses `key=value` texts; of a key that comes twice the last value counts.
  ///
  /// Throws `LLMError` of kind `usage`.
  package static func parse(_ assignments: [String]) throws(LLMError) -> [JSONMember] {
    var tags: [JSONMember] = []
    for assignment in assignments {
      try MisplacedKey.refuse(assignment, behind: "--tag")
      guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
        throw LLMError(.usage, "'\(assignment)' is not a tag", advice: "Write it as --tag key=value")
      }
      let key = String(assignment[..<equals])
      tags.removeAll { $0.name == key }
      tags.append(JSONMember(key, .string(String(assignment[assignment.index(after: equals)...]))))
    }
    return tags
  }

  /// A tag as sums and budgets tell it from others: `name=value`, on one line.
  package static func line(_ tag: JSONMember) -> String {
    "\(tag.name)=\(tag.value.text ?? JSONWriter.text(of: tag.value))".map { $0.isNewline ? " " : String($0) }.joined()
  }
}
