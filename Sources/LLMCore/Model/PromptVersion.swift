/// Which version of which prompt template a request was made of, as the ledger keeps it.
package struct PromptVersion: Sendable, Hashable {
  package var name: String
  /// Counted from 1.
  package var number: Int
  /// SHA-256 of the template in hexadecimal, so that an edited file is told from the one it was.
  package var contentHash: String

  package init(name: String, number: Int, contentHash: String) {
    self.name = name
    self.number = number
    self.contentHash = contentHash
  }

  /// `name@v3`, as it is typed.
  package var text: String { "\(name)@v\(number)" }

  /// As `--json` prints it.
  package var json: JSONValue {
    ["name": .string(name), "number": .integer(number), "hash": .string(contentHash)]
  }
}
