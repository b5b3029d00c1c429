/// How bad a finding is, ordered; the raw value is the word in schemas, files and options.
package enum FindingSeverity: String, Sendable, CaseIterable, Comparable {
  case info, warning, critical

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .critical: 2
    }
  }
}
