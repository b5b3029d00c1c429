/// The mode of a file as git writes it, in octal: its kind, and whether it can be run.
package struct FileMode: Sendable, Hashable {
  package let bits: UInt32

  package init(bits: UInt32) { self.bits = bits }

  private static let kindBits: UInt32 = 0o170000

  package static let regular = FileMode(bits: 0o100644)
  package static let executable = FileMode(bits: 0o100755)
  package static let link = FileMode(bits: 0o120000)
  package static let submodule = FileMode(bits: 0o160000)

  /// In a combined diff, of a parent that does not have the file.
  package static let absent = FileMode(bits: 0)

  package var isLink: Bool { bits & Self.kindBits == Self.link.bits }
  package var isSubmodule: Bool { bits & Self.kindBits == Self.submodule.bits }
  package var isExecutable: Bool { bits & Self.kindBits == 0o100000 && bits & 0o111 != 0 }

  /// Six octal digits, as in `100644`.
  package var text: String {
    let digits = String(bits, radix: 8)
    return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }
}

extension FileMode {
  /// The kinds of what a tree of git's can hold: files, folders, links, submodules.
  private static let kinds: Set<UInt32> = [0o100000, 0o040000, 0o120000, 0o160000]

  /// Reads six octal digits; nil where they are no mode of git's. That of no file is one.
  init?(digits: ArraySlice<UInt8>) {
    guard digits.count == 6, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
    self.init(bits: digits.reduce(0) { $0 << 3 | UInt32($1 - 0x30) })
    guard Self.kinds.contains(bits & Self.kindBits) || self == .absent else { return nil }
  }
}
