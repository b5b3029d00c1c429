internal import ArgumentParser

/// A number of bytes as it is typed: `1000`, `64K`, `10M`, `1G`; a kilobyte has 1024 bytes.
package struct ByteCount: Sendable, Equatable {
  package let bytes: Int

  package init?(argument: String) {
    var digits = argument[...]
    var shift = 0
    for (suffix, power) in [("K", 10), ("M", 20), ("G", 30)] where digits.uppercased().hasSuffix(suffix) {
      digits = digits.dropLast()
      shift = power
      break
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
      number <= Int.max >> shift
    else { return nil }
    bytes = number << shift
  }
}

extension ByteCount: ExpressibleByArgument {}
