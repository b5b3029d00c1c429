/// A growing list of plain values in memory of its own: an array without the questions whether somebody else has it, too.
///
/// Indices are not checked, so only code that made them uses it.
struct PlainList<Element: BitwiseCopyable>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init() {
    capacity = max(16, 2_048 / MemoryLayout<Element>.stride)
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  subscript(index: Int) -> Element {
    get { start[index] }
    nonmutating _modify { yield &start[index] }
  }

  mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    start[count] = element
    count += 1
  }

  mutating func append(_ elements: UnsafeBufferPointer<Element>) {
    guard let source = elements.baseAddress else { return }
    if count + elements.count > capacity { grow(by: elements.count) }
    (start + count).update(from: source, count: elements.count)
    count += elements.count
  }

  mutating func removeLast(_ number: Int = 1) { count -= number }

  private mutating func grow(by number: Int) {
    capacity = max(capacity * 2, count + number)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
