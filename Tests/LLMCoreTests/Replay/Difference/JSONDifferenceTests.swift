import LLMCore
import LLMTestKit
import Testing

/// JSON by its structure.
@Suite struct JSONDifferenceTests {
  /// One line for each place: `~ /a 1 -> 2`, `+ /b 3`, `- /c 4`.
  private func lines(_ old: String, _ new: String) throws -> [String] {
    try JSONDifference(JSONReader.parse(old), JSONReader.parse(new)).entries.map { entry in
      let (before, after) = (entry.old.map(JSONWriter.text) ?? "", entry.new.map(JSONWriter.text) ?? "")
      switch entry.kind {
      case .added: return "+ \(entry.pointer) \(after)"
      case .removed: return "- \(entry.pointer) \(before)"
      case .changed: return "~ \(entry.pointer) \(before) -> \(after)"
      case .typeChanged: return "! \(entry.pointer) \(before) -> \(after)"
      }
    }
  }

  @Test(arguments: [
    ("1", "1.0"), ("100", "1e2"), ("0e99999999999999999999", "0"), ("-0", "0.0"), ("1.50", "15E-1"),
    (#"{"a":1,"b":2}"#, #"{"b":2.0,"a":1}"#),
    (#"{"a":0,"a":1}"#, #"{"a":1}"#), (#""\u00e9""#, "\"é\""), ("[]", "[]"),
  ])
  func `what means the same has no differences`(old: String, new: String) throws {
    #expect(try lines(old, new) == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func `numbers with many digits are compared in a time that grows with them`() throws {
    let zeros = String(repeating: "0", count: 1_000_000)
    #expect(try lines("1\(zeros)", "10\(zeros)e-1") == [])
  }

  @Test func `an exponent at the edge of what fits is told by its digits`() throws {
    #expect(try lines("10e9223372036854775807", "10e9223372036854775807") == [])
    #expect(try lines("10e9223372036854775807", "1").count == 1)
  }

  @Test(arguments: [
    ("1", "2", "~  1 -> 2"), ("1", "\"1\"", "!  1 -> \"1\""), ("true", "1", "!  true -> 1"),
    ("null", "0", "!  null -> 0"),
    ("[]", "{}", "!  [] -> {}"), ("9007199254740993", "9007199254740992", "~  9007199254740993 -> 9007199254740992"),
    ("1e400", "1e401", "~  1e400 -> 1e401"), (#""\u00e9""#, "\"e\u{301}\"", "~  \"é\" -> \"e\u{301}\""),
  ])
  func `a value that is another one`(old: String, new: String, line: String) throws {
    let found = try lines(old, new)
    #expect(found.count == 1 && found.allSatisfy { $0.utf8.elementsEqual(line.utf8) }, "\(found)")
  }

  @Test func `members are compared by name`() throws {
    #expect(
      try lines(#"{"a":1,"b":{"c":[1]},"d":0}"#, #"{"b":{"c":[1,2]},"a":3,"e":null}"#)
        == ["~ /a 1 -> 3", "+ /b/c/1 2", "- /d 0", "+ /e null"])
  }

  @Test func `names in pointers are escaped`() throws {
    #expect(try lines(#"{"a/b":1,"m~n":2}"#, #"{"a/b":2,"m~n":3}"#) == ["~ /a~1b 1 -> 2", "~ /m~0n 2 -> 3"])
  }

  @Test func `an element put in at the front is one change`() throws {
    #expect(try lines("[1,2,3]", "[0,1,2,3]") == ["+ /0 0"])
    #expect(try lines("[1,2,3]", "[2,3]") == ["- /0 1"])
  }

  @Test func `objects of an array are paired by what they have in common`() throws {
    let old = #"[{"id":1,"name":"Ann","age":30},{"id":2,"name":"Bob","age":40}]"#
    let new = #"[{"id":9,"name":"Cid","age":70},{"id":1,"name":"Ann","age":31},{"id":2,"name":"Bob","age":40}]"#
    #expect(
      try lines(old, new) == [#"+ /0 {"id":9,"name":"Cid","age":70}"#, "~ /1/age 30 -> 31"])
  }

  @Test func `where an element stood and stands are both told`() throws {
    let difference = try JSONDifference(
      JSONReader.parse(#"[{"id":1,"v":1}]"#), JSONReader.parse(#"["new",{"id":1,"v":2}]"#))
    #expect(difference.entries.map(\.oldPointer) == [nil, "/0/v"])
    #expect(difference.entries.map(\.newPointer) == ["/0", "/1/v"])
    #expect(difference.isExact)
    #expect(
      JSONWriter.text(of: .array(difference.entries.map(\.json))) == #"""
        [{"change":"added","old_pointer":null,"new_pointer":"/0","new":"new"},{"change":"changed","old_pointer":"/0/v","new_pointer":"/1/v","old":1,"new":2}]
        """#)
  }

  @Test func `long arrays are aligned by place, and it is said`() {
    let old = JSONValue.array((0..<200).map { .integer($0) })
    let new = JSONValue.array((0..<150).map { .integer($0 + 1000) })
    let difference = JSONDifference(old, new)
    #expect(!difference.isExact)
    #expect(difference.entries.count { $0.kind == .changed } == 150)
    #expect(difference.entries.count { $0.kind == .removed } == 50)
  }

  @Test func `whatever is compared, no differences mean the same, and the same means no differences`() {
    var random = SeededRandom(seed: 8)
    func value(_ depth: Int) -> JSONValue {
      switch Int.random(in: 0...(depth > 2 ? 2 : 4), using: &random) {
      case 0: .integer(Int.random(in: 0...3, using: &random))
      case 1: .string(["a", "b"].randomElement(using: &random) ?? "")
      case 2: .bool(Bool.random(using: &random))
      case 3: .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth + 1) })
      default:
        .object(
          (0..<Int.random(in: 0...3, using: &random)).map { _ in
            JSONMember(["x", "y", "z"].randomElement(using: &random) ?? "", value(depth + 1))
          })
      }
    }
    for _ in 0..<2000 {
      let (old, new) = (value(0), value(0))
      #expect(JSONDifference(old, new).isEmpty == (old.normalForm == new.normalForm))
      #expect(old.means(new) == (old.normalForm == new.normalForm))
      #expect(JSONDifference(old, old).isEmpty)
    }
  }
}
