import Testing

@testable import LLMCore

/// A claim about a change, and what must become of it.
struct ProofCase: Sendable, CustomTestStringConvertible {
  enum Expected: Sendable, Equatable {
    /// Stands at these lines of the file, as claimed.
    case stays(String, ClosedRange<Int>)
    /// Stands at these lines of the file, and not where it was claimed.
    case moves(String, ClosedRange<Int>)
    case dropped(DropReason)
  }

  let testDescription: String
  let claim: ClaimedFinding
  let expected: Expected

  init(_ name: String, _ claim: ClaimedFinding, _ expected: Expected) {
    testDescription = name
    self.claim = claim
    self.expected = expected
  }

  /// The change that all cases are about.
  static let sides = [
    ReviewFixture.side("src/login.swift", login, oldPath: "src/signin.swift"),
    ReviewFixture.side("src/store.py", store),
    ReviewFixture.side("lib/store.py", "@1\n+import os\n+PATH = os.environ['STORE']\n"),
    ReviewFixture.side("docs/a b.md", "@1\n+Open the \"door\".\n"),
  ]

  private static let login = """
    @3
    ~import Foundation
    ~import Database
    @10
     struct Login {
       let database: Database
    -  func old(name: String) -> Bool { true }
    +  func check(name: String) throws -> Bool {
    +    let query = "SELECT * FROM users WHERE name = '" + name + "'"
    +    let rows = try database.run(query)
    +    guard rows.count == 1 else { return false }
    +    return true
    +  }
     }
    @40
     func again() {
    +  retry()
    +  work(a,b)
    +  retry()
     }
     func last() { finish() }
    @60
    +\tlet tabbed =  value
    +  call(
    +    first,
    +    second
    +  )
    """

  private static let store = """
    @1
    +def load(path):
    +    data = open(path).read()
    +    return eval(data)
     
     def save(path, data):
    +    # TODO: close the file
    +    f = open(path, 'w')
    +    f.write(data)
    +    x = 1
    +    x = 1
    -    os.unlink(path)
    """
}
