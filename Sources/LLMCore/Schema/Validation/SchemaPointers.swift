/// The lists of a ``SchemaProgram`` as plain pointers, while the program is kept alive by whoever has it.
struct SchemaPointers {
  let nodes: UnsafePointer<SchemaNode>
  let numbers: UnsafePointer<NumberRule>
  let strings: UnsafePointer<StringRule>
  let arrays: UnsafePointer<ArrayRule>
  let objects: UnsafePointer<ObjectRule>
  let applicators: UnsafePointer<Applicator>
  let properties: UnsafePointer<PropertyEntry>
  let patternProperties: UnsafePointer<PatternEntry>
  let dependencies: UnsafePointer<DependencyEntry>
  let indices: UnsafePointer<Int32>
  let names: UnsafePointer<UInt8>
  let constants: TapeView
  /// Where each constant is on their tape.
  let constantPlaces: UnsafePointer<Int32>
  let constantHashes: UnsafePointer<UInt64>
  let patterns: UnsafePointer<Pattern>
  let dynamicTargets: UnsafeBufferPointer<DynamicTarget>
  let isDynamic: Bool

  /// The bytes of an entry's name.
  func name(_ entry: PropertyEntry) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: names + Int(entry.nameStart), count: Int(entry.nameLength))
  }
}

/// The memory of a compiled schema: its lists copied once to where they stay.
///
/// Written in `init` and never again, therefore safe to share.
final class CompiledSchema: @unchecked Sendable {
  let pointers: SchemaPointers
  /// For messages.
  let program: SchemaProgram
  private var blocks: [UnsafeMutableRawPointer] = []
  private let patterns: UnsafeMutableBufferPointer<Pattern>
  private let constantTape: ValueTape

  init(_ program: SchemaProgram) {
    self.program = program
    var blocks: [UnsafeMutableRawPointer] = []
    func copy<Element: BitwiseCopyable>(_ list: ContiguousArray<Element>) -> UnsafePointer<Element> {
      let block = UnsafeMutablePointer<Element>.allocate(capacity: max(1, list.count))
      list.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { block.initialize(from: start, count: source.count) }
      }
      blocks.append(UnsafeMutableRawPointer(block))
      return UnsafePointer(block)
    }
    patterns = UnsafeMutableBufferPointer.allocate(capacity: max(1, program.patterns.count))
    _ = patterns.initialize(from: program.patterns)
    var tape = ValueTape()
    var places: ContiguousArray<Int32> = []
    for constant in program.constants { places.append(tape.append(constant)) }
    let constants = tape.withView { $0 }
    let hashes = ContiguousArray(places.map { constants.hash(Int($0)) })
    pointers = SchemaPointers(
      nodes: copy(program.nodes), numbers: copy(program.numbers), strings: copy(program.strings),
      arrays: copy(program.arrays), objects: copy(program.objects), applicators: copy(program.applicators),
      properties: copy(program.properties), patternProperties: copy(program.patternProperties),
      dependencies: copy(program.dependencies), indices: copy(program.indices), names: copy(program.names),
      constants: constants, constantPlaces: copy(places), constantHashes: copy(hashes),
      patterns: UnsafePointer(patterns.baseAddress ?? .allocate(capacity: 1)),
      dynamicTargets: UnsafeBufferPointer(
        start: copy(program.dynamicTargets), count: program.dynamicTargets.count),
      isDynamic: program.isDynamic)
    self.blocks = blocks
    constantTape = tape
  }

  deinit {
    for block in blocks { block.deallocate() }
    patterns.baseAddress?.deinitialize(count: program.patterns.count)
    patterns.deallocate()
  }
}
