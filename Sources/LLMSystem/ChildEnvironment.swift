internal import Glibc

/// The environment that a program gets from this process.
enum ChildEnvironment {
  /// The variables of this process as `NAME=value`, without those that are hidden, and with others in the place of those of their
  /// name.
  static func entries(hiding hidden: Set<String>, adding more: [String: String]) -> [[UInt8]] {
    var variables: [[UInt8]] = []
    var entry = environ
    while let pointer = entry.pointee {
      let text = UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
      let name = String(decoding: text.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
      if more[name] == nil, !hidden.contains(name) { variables.append(Array(text)) }
      entry += 1
    }
    return variables + more.filter { !hidden.contains($0.key) }.map { Array("\($0)=\($1)".utf8) }
  }
}
