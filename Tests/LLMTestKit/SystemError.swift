import Glibc

/// A call of the operating system that failed, in its own words.
package struct SystemError: Error, Sendable, CustomStringConvertible {
  /// What failed and why, such as `bind: Address already in use`.
  package let description: String

  /// Describes the failure of `call` by `errno`, or by the number given.
  init(_ call: String, number: Int32 = errno) {
    description = "\(call): \(String(cString: strerror(number)))"
  }

  /// The result of a call that reports failure by a negative number.
  @discardableResult
  static func check(_ call: String, _ result: Int32) throws(SystemError) -> Int32 {
    guard result >= 0 else { throw SystemError(call) }
    return result
  }
}
