/// Link reference definitions of an answer, and the references that were shown before their definition came.
struct ReferenceTable: Sendable {
  /// How many labels and how many unresolved references are remembered.
  static let limit = 2000

  private var addresses: [[UInt8]: [UInt8]] = [:]
  private var unresolved: Set<[UInt8]> = []
  /// Definitions that came after text that refers to them was committed, in their order.
  private(set) var late: [(label: [UInt8], address: [UInt8])] = []

  /// The first definition of a label counts.
  mutating func define(_ label: some Collection<UInt8>, _ address: [UInt8]) {
    let key = Self.normalized(label)
    guard addresses[key] == nil, addresses.count < Self.limit else { return }
    addresses[key] = address
    if unresolved.contains(key) { late.append((Array(label), address)) }
  }

  func address(of label: some Collection<UInt8>) -> [UInt8]? {
    guard !addresses.isEmpty, Self.isLabel(label) else { return nil }
    return addresses[Self.normalized(label)]
  }

  /// Text that refers to a label was shown as it stands.
  mutating func noteUnresolved(_ label: some Collection<UInt8>) {
    if unresolved.count < Self.limit { unresolved.insert(Self.normalized(label)) }
  }

  static func isLabel(_ label: some Collection<UInt8>) -> Bool {
    label.count <= 999 && label.contains { $0 > 0x20 }
  }

  /// Labels are compared without regard to case (of ASCII) and to how much space is in them.
  private static func normalized(_ label: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in label {
      if byte <= 0x20 {
        if let last = result.last, last != 0x20 { result.append(0x20) }
      } else {
        result.append(0x41...0x5A ~= byte ? byte | 0x20 : byte)
      }
    }
    if result.last == 0x20 { result.removeLast() }
    return result
  }
}
