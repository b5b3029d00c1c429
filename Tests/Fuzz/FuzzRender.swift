// Renders the same bytes in one block and in pieces, the cuts, sizes and times chosen by the input itself, and reads what is
// written as a terminal would. Nothing but the sequences that the renderer may write comes out, the rows are the same for any
// cut, and what is committed stays.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzRender(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard input.count > 3 else { return 0 }
  let columns = [3, 8, 20, 23, 40, 80, 200, 21][Int(input[0] & 7)]
  let rows = [3, 10, 24, 50][Int(input[0] >> 3 & 3)]
  let mode = input[0] & 0x20 == 0 ? RenderOptions.Mode.live : .appendOnly
  let options = RenderOptions(
    columns: columns, rows: rows, mode: mode, hyperlinks: input[0] & 0x40 == 0, plainTerminal: input[0] & 0x80 != 0)
  let steps = input[1..<3].map { Int($0) }
  let bytes = Array(input[3...])

  let whole = Shown([bytes], options, pause: .zero)
  // Where nothing is redrawn, time makes text of what waits.
  let redraws = mode == .live && !options.plainTerminal && columns >= 8
  let cut = Shown(pieces(bytes, steps), options, pause: redraws ? .milliseconds(steps[1]) : .zero)
  precondition(cut.styled == whole.styled, "P1: a cut shows in the rows")
  precondition(whole.grid.erasures == 0 || redraws, "an append-only answer was erased")
  resize(bytes, steps, options)
  return 0
}

/// Sizes change and the process stops at any time; nothing but well-formed output is asked for.
private func resize(_ bytes: [UInt8], _ steps: [Int], _ options: RenderOptions) {
  var renderer = StreamRenderer(options)
  var output: [UInt8] = []
  for (index, piece) in pieces(bytes, steps).enumerated() {
    if index & 1 == 0 { renderer.receive(text: piece) } else { renderer.receive(reasoning: piece) }
    output += renderer.frame(at: .milliseconds(index * 40))
    if index % 5 == 3 { output += renderer.resize(columns: 8 + (index * 13) % 90, rows: 3 + index % 30) }
    if index % 7 == 4 { output += renderer.freeze() }
  }
  output += renderer.interrupt()
  var grid = Grid(columns: 400, rows: 1000)
  grid.write(output)
  precondition(grid.isClean, "P4: \(grid.unknown)")
  precondition(!options.plainTerminal || !output.contains(0x1B), "an escape for a dumb terminal")
}

private func pieces(_ bytes: [UInt8], _ steps: [Int]) -> [[UInt8]] {
  var result: [[UInt8]] = []
  var offset = 0
  while offset < bytes.count {
    let end = min(bytes.count, offset + 1 + steps[result.count & 1] % 17)
    result.append(Array(bytes[offset..<end]))
    offset = end
  }
  return result
}

/// What a terminal shows of an answer.
private struct Shown {
  var grid: Grid
  var styled: [[Grid.Cell]] { grid.styledRows }

  init(_ pieces: [[UInt8]], _ options: RenderOptions, pause: Duration) {
    var renderer = StreamRenderer(options)
    grid = Grid(columns: options.columns, rows: options.rows)
    var now = Duration.zero
    for piece in pieces {
      renderer.receive(text: piece)
      show(renderer.frame(at: now))
      now += pause
    }
    show(renderer.finish())
    precondition(grid.isClean, "P4: \(grid.unknown)")
    precondition(grid.cursorIsVisible, "the cursor stays hidden")
  }

  private mutating func show(_ bytes: [UInt8]) {
    let before = grid
    grid.write(bytes)
    for row in 0..<max(0, before.row - 7) {
      precondition(before.all[row] == grid.all[row], "P2: a committed row changed")
    }
  }
}
