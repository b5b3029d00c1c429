/// Bytes cut into pieces of the given lengths, with what remains as the last one.
func cut(_ bytes: [UInt8], _ lengths: [Int]) -> [[UInt8]] {
  var rest = bytes[...]
  let pieces = lengths.map { length in
    defer { rest = rest.dropFirst(length) }
    return Array(rest.prefix(length))
  }
  return pieces + [Array(rest)]
}
