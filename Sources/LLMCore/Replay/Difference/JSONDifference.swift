/// Two JSON values by their structure: what was added, removed or changed, and where.
///
/// Members are compared by name in any order, elements of arrays by what they are (`ElementAlignment`): an element put in at
/// the front of a list is one change. Numbers are compared by value.
package struct JSONDifference: Sendable, Equatable {
  /// One place that differs.
  package struct Entry: Sendable, Equatable {
    package enum Kind: String, Sendable { case added, removed, changed, typeChanged = "type_changed" }

    package let kind: Kind
    /// The place in the old value, as a JSON pointer (RFC 6901); nil for what was added. Empty for all of the value.
    package let oldPointer: String?
    /// The place in the new value; nil for what was removed.
    package let newPointer: String?
    /// What stood and stands there; nil where nothing does.
    package let old: JSONValue?
    package let new: JSONValue?

    /// Where to look: in the new value, unless it is gone.
    package var pointer: String { newPointer ?? oldPointer ?? "" }

    /// As `--json` prints it.
    package var json: JSONValue {
      .object(
        [
          JSONMember("change", .string(kind.rawValue)), JSONMember("old_pointer", .optional(oldPointer)),
          JSONMember("new_pointer", .optional(newPointer)),
        ] + (old.map { [JSONMember("old", $0)] } ?? []) + (new.map { [JSONMember("new", $0)] } ?? []))
    }
  }

  /// In the order of the new value, with what is gone where it was.
  package private(set) var entries: [Entry] = []
  /// Whether arrays were aligned as well as can be; long ones are aligned by equal elements and then by their place.
  package private(set) var isExact = true

  package init(_ old: JSONValue, _ new: JSONValue) { compare(old, new, "", "") }

  /// Whether both values mean the same.
  package var isEmpty: Bool { entries.isEmpty }

  /// A value that has a counterpart; `old` and `new` are where both stand.
  private mutating func compare(_ left: JSONValue, _ right: JSONValue, _ old: String, _ new: String) {
    switch (left, right) {
    case (.object, .object): compareMembers(left.distinctMembers, right.distinctMembers, old, new)
    case (.array(let leftElements), .array(let rightElements)): compareElements(leftElements, rightElements, old, new)
    default:
      if left.means(right) { return }
      let kind = left.typeName == right.typeName ? Entry.Kind.changed : .typeChanged
      entries.append(Entry(kind: kind, oldPointer: old, newPointer: new, old: left, new: right))
    }
  }

  private mutating func compareMembers(_ left: [JSONMember], _ right: [JSONMember], _ old: String, _ new: String) {
    let places = Dictionary(uniqueKeysWithValues: right.enumerated().map { (Array($0.element.name.utf8), $0.offset) })
    var isMet = [Bool](repeating: false, count: right.count)
    for member in left {
      if let place = places[Array(member.name.utf8)] {
        isMet[place] = true
        compare(member.value, right[place].value, old + Self.step(member.name), new + Self.step(member.name))
      } else {
        remove(member.value, at: old + Self.step(member.name))
      }
    }
    for (member, isMet) in zip(right, isMet) where !isMet { add(member.value, at: new + Self.step(member.name)) }
  }

  private mutating func compareElements(_ left: [JSONValue], _ right: [JSONValue], _ old: String, _ new: String) {
    let alignment = ElementAlignment(left, right)
    isExact = isExact && alignment.isExact
    for pair in alignment.pairs {
      switch pair {
      case (let leftIndex?, let rightIndex?):
        compare(left[leftIndex], right[rightIndex], "\(old)/\(leftIndex)", "\(new)/\(rightIndex)")
      case (let index?, nil): remove(left[index], at: "\(old)/\(index)")
      case (nil, let index?): add(right[index], at: "\(new)/\(index)")
      case (nil, nil): break
      }
    }
  }

  private mutating func remove(_ value: JSONValue, at pointer: String) {
    entries.append(Entry(kind: .removed, oldPointer: pointer, newPointer: nil, old: value, new: nil))
  }

  private mutating func add(_ value: JSONValue, at pointer: String) {
    entries.append(Entry(kind: .added, oldPointer: nil, newPointer: pointer, old: nil, new: value))
  }

  /// A name as a step of a pointer.
  private static func step(_ name: String) -> String {
    var step = "/"
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": step += "~0"
      case "/": step += "~1"
      default: step.unicodeScalars.append(scalar)
      }
    }
    return step
  }
}
