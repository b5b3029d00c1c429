/// How answers look on standard output: what was asked for with flags, to be settled by the environment.
package struct Appearance: Sendable, Equatable {
  /// Which colours.
  package enum Color: String, Sendable, CaseIterable {
    case auto, always, never
    case sixteen = "16"
    case palette256 = "256"
    case trueColor = "truecolor"
  }

  /// Whether Markdown is rendered.
  package enum Rendering: String, Sendable, CaseIterable { case auto, always, never }

  package var color = Color.auto
  package var rendering = Rendering.auto
  /// Whether rows at the end may be drawn again while they change; screen readers want each but once.
  package var isLive = true

  package init() {}

  /// How to render for standard output; nil where the model's bytes are to be shown as they are.
  func options(in context: AppContext, reasoning: RenderOptions.Reasoning) -> RenderOptions? {
    let isTerminal = context.console.outputIsTerminal
    let isForced = isColorForced(context.environment)
    switch rendering {
    case .never: return nil
    case .auto where !isTerminal && !isForced: return nil
    case .auto, .always: break
    }
    let size = isTerminal ? context.terminal.size : ScreenSize(columns: Self.columns(context.environment), rows: 0)
    let isPlain = isTerminal ? Self.isPlain(context.environment) : false
    var options = RenderOptions(columns: size.columns, rows: size.rows)
    options.mode = isTerminal && isLive && !isPlain ? .live : .appendOnly
    options.colors = depth(context.environment, isTerminal: isTerminal)
    options.plainTerminal = isPlain || (!isTerminal && options.colors == .none)
    options.hyperlinks = isTerminal
    options.reasoning = reasoning
    options.makeLexer = { CodeLexer(language: $0) }
    return options
  }

  /// Terminals that cannot move their cursor.
  static func isPlain(_ environment: Environment) -> Bool {
    let kind = environment["TERM"] ?? ""
    return kind.isEmpty || kind == "dumb" || kind == "unknown"
  }

  /// In the order that programs agree on: the flag, NO_COLOR, CLICOLOR_FORCE and FORCE_COLOR, what the terminal is. Unless more
  /// is asked for, the sixteen colours of the palette, which people have made readable on their background.
  func depth(_ environment: Environment, isTerminal: Bool) -> ColorDepth {
    switch color {
    case .never: return .none
    case .sixteen, .always: return .sixteen
    case .palette256: return .palette256
    case .trueColor: return .trueColor
    case .auto: break
    }
    if isColorForced(environment) { return .sixteen }
    if Self.isSet(environment["NO_COLOR"]) || Self.isPlain(environment) || !isTerminal { return .none }
    return .sixteen
  }

  private func isColorForced(_ environment: Environment) -> Bool {
    switch color {
    case .never: return false
    case .auto: break
    case .always, .sixteen, .palette256, .trueColor: return true
    }
    if Self.isSet(environment["NO_COLOR"]) { return false }
    return ["CLICOLOR_FORCE", "FORCE_COLOR"].contains { Self.isSet(environment[$0]) && environment[$0] != "0" }
  }

  private static func columns(_ environment: Environment) -> Int { environment["COLUMNS"].flatMap { Int($0) } ?? 80 }

  private static func isSet(_ value: String?) -> Bool { value.map { !$0.isEmpty } ?? false }
}
