extension Duration {
  /// As a person says it: `250 ms`, `3.5 s`, `12 s`, `4 min 5 s`, `2 h 3 min`, `3 d 2 h`.
  package var spoken: String {
    let milliseconds = milliseconds
    if milliseconds < 1000 { return "\(max(0, milliseconds)) ms" }
    if milliseconds < 10_000, milliseconds % 1000 >= 100 {
      return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }
    let seconds = milliseconds / 1000
    for (size, name, smaller, smallerName) in [(86_400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s")]
    where seconds >= size {
      let rest = seconds % size / smaller
      return "\(seconds / size) \(name)" + (rest > 0 ? " \(rest) \(smallerName)" : "")
    }
    return "\(seconds) s"
  }
}
