internal import Synchronization

/// Prints the parts of an answer of a certain form, a line each, as soon as each is complete and fits: the elements of an array, or
/// the members of an object as `{"name":value}`.
final class PartPrinter: AnswerSink {
  private struct State {
    var parser: IncrementalJSON
    var pending: [IncrementalJSON.Part] = []
    /// The places whose parts are out.
    var printed: Set<String> = []
    /// A part that did not fit: nothing behind it is printed.
    var isBroken = false
  }

  private let schema: JSONSchema
  private let console: any Console
  private let shape: StreamShape
  private let isWrapped: Bool
  private let state: Mutex<State>

  /// - Parameter lowered: what the server was sent, which may have wrapped the value.
  init(_ schema: JSONSchema, _ lowered: LoweredSchema?, console: any Console) {
    (self.schema, self.console) = (schema, console)
    shape = Self.shape(of: schema.source)
    isWrapped = lowered?.isWrapped == true
    let sent: StreamShape = !isWrapped ? shape : shape == .elements ? .elementsOf(LoweredSchema.wrapper) : .elements
    state = Mutex(State(parser: IncrementalJSON(sent)))
  }

  /// The elements of an array, also of one that is all there is in an object; else the members.
  private static func shape(of schema: JSONValue) -> StreamShape {
    switch StreamShape(schema: schema) {
    case .elements: .elements
    case .elementsOf(let name) where schema["properties"]?.members?.count == 1: .elementsOf(name)
    default: .members
    }
  }

  func receive(_ event: StreamEvent) throws(ConsoleError) {
    guard case .text(let bytes) = event else { return }
    state.withLock { state in state.pending += state.parser.feed(bytes) }
  }

  func flush() throws(ConsoleError) {
    let ready = state.withLock { state in
      defer { state.pending = [] }
      return lines(for: state.pending, &state)
    }
    if !ready.isEmpty { try console.write(ready) }
  }

  /// Prints what is still missing of a whole value that fits; where its grammar had to be mended, that may be all of it. A value
  /// without parts is a line of its own.
  func finish(_ value: JSONValue?) throws(ConsoleError) {
    guard let value else { return }
    let parts = parts(of: value)
    let rest = state.withLock { state in
      state.isBroken = false
      return lines(for: parts, &state)
    }
    if !rest.isEmpty { try console.write(rest) }
    if parts.isEmpty, value.members == nil, shape == .members {
      try console.write(JSONWriter.bytes(of: value) + [0x0A])
    }
  }

  private func lines(for parts: [IncrementalJSON.Part], _ state: inout State) -> [UInt8] {
    var lines: [UInt8] = []
    for part in parts where !state.isBroken {
      let part = unwrapped(part)
      guard !state.printed.contains(part.pointer) else { continue }
      guard fits(part) else {
        state.isBroken = true
        break
      }
      state.printed.insert(part.pointer)
      lines += JSONWriter.bytes(of: line(for: part)) + [0x0A]
    }
    return console.shown(lines)
  }

  private func unwrapped(_ part: IncrementalJSON.Part) -> IncrementalJSON.Part {
    guard isWrapped, part.pointer.hasPrefix("/\(LoweredSchema.wrapper)") else { return part }
    return IncrementalJSON.Part(
      pointer: String(part.pointer.dropFirst(LoweredSchema.wrapper.count + 1)), value: part.value)
  }

  /// A part fits when nothing is wrong with it in a value that has nothing else.
  private func fits(_ part: IncrementalJSON.Part) -> Bool {
    let (whole, place): (JSONValue, String) =
      switch shape {
      case .elements: (.array([part.value]), "/0")
      case .elementsOf(let name): (.object([JSONMember(name, .array([part.value]))]), JSONPointer.step(name) + "/0")
      case .members, .either: (.object([JSONMember(Self.name(in: part.pointer), part.value)]), part.pointer)
      }
    return !schema.validate(whole).contains { $0.instance == place || $0.instance.hasPrefix(place + "/") }
  }

  private func line(for part: IncrementalJSON.Part) -> JSONValue {
    shape == .members ? .object([JSONMember(Self.name(in: part.pointer), part.value)]) : part.value
  }

  /// The parts of a whole value, at the places where they come one by one.
  private func parts(of value: JSONValue) -> [IncrementalJSON.Part] {
    switch shape {
    case .elements: Self.elements(value, "")
    case .elementsOf(let name): Self.elements(value[name] ?? .null, JSONPointer.step(name))
    case .members, .either:
      (value.members ?? []).map { .init(pointer: JSONPointer.step($0.name), value: $0.value) }
    }
  }

  private static func elements(_ value: JSONValue, _ place: String) -> [IncrementalJSON.Part] {
    (value.elements ?? []).enumerated().map { .init(pointer: "\(place)/\($0)", value: $1) }
  }

  /// The name of a member of the whole.
  private static func name(in pointer: String) -> String { JSONPointer.tokens(pointer)?.first ?? "" }
}
