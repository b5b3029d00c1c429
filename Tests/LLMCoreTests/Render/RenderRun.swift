import LLMCore
import LLMTestKit

/// Renders a document on a small terminal, piece by piece under a clock that the test holds.
struct RenderRun {
  private(set) var renderer: StreamRenderer
  private(set) var grid: Grid
  private(set) var frames = 0
  private(set) var written = 0
  private(set) var now = Duration.zero
  /// Rows that changed after they can have been in the tail no more.
  private(set) var changedRows: [String] = []
  private let rows: Int

  init(_ options: RenderOptions) {
    renderer = StreamRenderer(options)
    rows = options.rows
    grid = Grid(columns: options.columns, rows: options.rows)
  }

  init(columns: Int = 40, rows: Int = 24, mode: RenderOptions.Mode = .live) {
    self.init(RenderOptions(columns: columns, rows: rows, mode: mode))
  }

  /// Takes a piece, and draws what is due.
  mutating func receive(_ text: String, after pause: Duration = .milliseconds(40)) {
    receive(Array(text.utf8), after: pause)
  }

  mutating func receive(_ bytes: [UInt8], after pause: Duration = .milliseconds(40)) {
    now += pause
    renderer.receive(text: bytes)
    draw()
  }

  mutating func reason(_ text: String) {
    now += .milliseconds(40)
    renderer.receive(reasoning: Array(text.utf8))
    draw()
  }

  mutating func setStatus(_ row: SafeText?) {
    now += .milliseconds(40)
    renderer.setStatus(row)
    draw()
  }

  /// Lets time pass, with the frames that are due.
  mutating func pass(_ duration: Duration) {
    let end = now + duration
    while let next = renderer.nextFrame, next <= end {
      now = max(now, next)
      draw()
    }
    now = end
  }

  mutating func draw() { show(renderer.frame(at: now)) }

  mutating func finish() { show(renderer.finish()) }

  mutating func freeze() { show(renderer.freeze()) }

  mutating func interrupt() { show(renderer.interrupt()) }

  mutating func resize(columns: Int, rows: Int) {
    show(renderer.resize(columns: columns, rows: rows))
  }

  private mutating func show(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    frames += 1
    written += bytes.count
    let before = grid
    grid.write(bytes)
    // The tail is at most eight rows; what was above it may not change.
    let fixed = max(0, before.row - 7)
    for row in 0..<min(fixed, grid.all.count) where before.all[row] != grid.all[row] {
      changedRows.append("\(before.all[row].text) → \(grid.all[row].text)")
    }
  }

  /// The end of a document in pieces.
  static func end(
    _ pieces: [[UInt8]], _ options: RenderOptions, pause: Duration = .milliseconds(7)
  ) -> RenderRun {
    var run = RenderRun(options)
    for piece in pieces { run.receive(piece, after: pause) }
    run.finish()
    return run
  }
}

/// Cuts and properties that hold for every document.
enum RenderProperties {
  static let widths = [20, 40, 80, 200]

  /// Pieces of one byte, of random sizes, and all in one.
  static func cuts(of bytes: [UInt8], seed: UInt64) -> [[[UInt8]]] {
    var random = SeededRandom(seed: seed)
    var pieces: [[UInt8]] = []
    var offset = 0
    while offset < bytes.count {
      let end = min(bytes.count, offset + Int.random(in: 1...40, using: &random))
      pieces.append(Array(bytes[offset..<end]))
      offset = end
    }
    return [[bytes], bytes.map { [$0] }, pieces]
  }

  /// What is wrong with how a document is shown: nothing, if all is well.
  static func violations(of document: [UInt8], columns: Int, rows: Int = 24, seed: UInt64 = 1) -> [String] {
    var wrong: [String] = []
    let options = RenderOptions(columns: columns, rows: rows)
    let runs = cuts(of: document, seed: seed).map { RenderRun.end($0, options) }
    for (index, run) in runs.enumerated() {
      if run.grid.styledRows != runs[0].grid.styledRows {
        let difference = zip(run.grid.styledRows + [[]], runs[0].grid.styledRows + [[]]).first { $0 != $1 }
        wrong.append("P1: cut \(index) differs: \(String(describing: difference))")
      }
      if !run.changedRows.isEmpty { wrong.append("P2: \(run.changedRows[0])") }
      if !run.grid.isClean { wrong.append("P4: \(run.grid.unknown) \(run.grid.style) \(run.grid.link)") }
      if !run.grid.cursorIsVisible { wrong.append("the cursor stays hidden") }
      let size = runs[0].written
      if run.written > size * 6 / 5 + 1024 * run.frames {
        wrong.append("P6: \(run.written) for \(size) in \(run.frames)")
      }
    }
    return wrong
  }
}
