internal import ArgumentParser
package import LLMCore

/// Flags for how answers look on a terminal.
package struct AppearanceOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Which colours to use; the 16 of the palette unless more are asked for.",
      valueName: "auto|always|never|16|256|truecolor"))
  package var color = Appearance.Color.auto

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Whether Markdown is rendered: on a terminal, also into a pipe, or not at all.", valueName: "auto|always|never"))
  package var render = Appearance.Rendering.auto

  @Flag(name: .customLong("no-live"), help: "Write every word once and redraw nothing, for screen readers.")
  package var noLive = false

  @Flag(name: .customLong("no-history"), help: "Do not keep what is entered in a conversation for Up and Ctrl-R.")
  package var noHistory = false

  package init() {}

  /// What was asked for, as a plain value.
  var appearance: Appearance {
    var appearance = Appearance()
    appearance.color = color
    appearance.rendering = render
    appearance.isLive = !noLive
    return appearance
  }
}

extension Appearance.Color: ExpressibleByArgument {}
extension Appearance.Rendering: ExpressibleByArgument {}
